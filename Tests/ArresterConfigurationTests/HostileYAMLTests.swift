import Testing

@testable import ArresterConfiguration

@Suite struct HostileYAMLTests {
  @Test("a billion laughs are refused at the first alias")
  func aliases() {
    let levels = (1...9).map { "l\($0): &l\($0) [\(Array(repeating: "*l\($0 - 1)", count: 9).joined(separator: ","))]\n" }.joined()
    let found = messages("l0: &l0 lol\n" + levels)
    #expect(found.count <= 101)
    #expect(found.contains("arrester.yaml:2:10: l1[0]: an alias (*…); write the value out; aliases are not read here"))
  }

  @Test("an alias to itself is refused")
  func recursion() {
    #expect(messages(smallest + "model: &a [*a]\n").contains { $0.contains("an alias") })
  }

  @Test("lists 10,000 deep are refused at the seventeenth", arguments: ["[", "{a: ", "- ", "? "])
  func depth(opening: String) {
    let found = messages("a:\n " + String(repeating: opening, count: 10_000))
    #expect(found.contains { $0.contains("more than 16 lists and mappings inside one another") || $0.contains("this is not YAML") })
    #expect(found.count < 20)
  }

  @Test("a file of 10 MB is refused by its size")
  func size() {
    let found = messages(bytes: [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000))
    #expect(found == ["arrester.yaml: more than 1048576 bytes; a configuration is smaller"])
  }

  @Test("a megabyte of small values is refused by their number")
  func nodes() {
    let found = messages("people: [" + String(repeating: "a,", count: 400_000) + "]")
    #expect(found.count == 1 && found[0].contains("more than 50000 keys and values"))
  }

  @Test("a binary file is refused at the byte that is no text")
  func binary() {
    #expect(
      messages(bytes: [0x6B, 0x3A, 0x0A, 0x20, 0x00, 0xFF]) == [
        "arrester.yaml:2:2: this is not YAML (control characters are not allowed); correct it; nothing after it was read"
      ])
    #expect(messages(bytes: Array("\u{7F}ELF".utf8)).count == 1)
    #expect(messages(bytes: [0xFF, 0xFE, 0x61, 0x00]).count == 1)
    #expect(messages(bytes: Array("a: ".utf8) + [0xC3, 0x28]).count == 1)
  }

  @Test(
    "what is not one plain document is refused with its place",
    arguments: [
      ("a: [1\nb: 2\n", "arrester.yaml:2:2: this is not YAML"),
      ("\tkafka: 1\n", "arrester.yaml:1:1: this is not YAML"),
      (smallest + "---\nmode: enforce\n", "arrester.yaml:4:1: a second document begins"),
      ("- kafka\n", "arrester.yaml:1:1: found a list; write a mapping of keys to values"),
      ("kafka\n", "arrester.yaml:1:1: found \"kafka\"; write a mapping of keys to values"),
      (smallest + "[a, b]: 1\n", "arrester.yaml:4:1: a key that is no plain text"),
      (smallest + "model: !!binary aGVsbG8=\n", "arrester.yaml:4:8: model: a tag (!…)"),
      (smallest + "model: a\nmodel: b\n", "arrester.yaml:5:1: model: the key comes twice; keep one; the first is in line 4"),
      (smallest + "output: {<<: {audit: a}}\n", "arrester.yaml:4:10: output.<<: the key is unknown"),
    ])
  func form(yaml: String, expected: String) {
    let found = messages(yaml)
    #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
  }

  @Test("an empty file, and one of comments only, is an empty configuration", arguments: ["", "# nothing\n", "---\n", "\u{FEFF}# mark\n"])
  func empty(yaml: String) {
    #expect(messages(yaml).map { $0.hasSuffix("HOST:PORT") || $0.hasSuffix("--topic NAME") } == [true, true])
  }

  @Test(
    "a missing file, a folder and a device are named as what they are",
    arguments: [("/nonexistent/x", "No such file"), ("/tmp", "it is a folder"), ("/dev/zero", "it is no file")])
  func noFile(path: String, expected: String) {
    #expect {
      try ServeConfiguration.load(file: path, environment: [:], overrides: [])
    } throws: { error in
      "\(error)".hasPrefix("\(path): cannot read it (\(expected)")
    }
  }

  @Test("random bytes end in a configuration or in problems, never otherwise")
  func random() {
    var generator = SplitMix(state: 7)
    let alphabet = Array("kafka:topics \n\n-[]{},&*!|>'\"%@#?: ~\t".utf8) + [0x00, 0xC3, 0xFF]
    var refused = 0
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
      let problems = ProblemCollector()
      let tree = YAMLDocument.parse(bytes, source: .file("f"), problems: problems)
      guard tree == nil else { continue }
      refused += 1
      #expect(throws: ConfigurationProblems.self, "\(bytes)") { try problems.throwIfAny() }
    }
    #expect(refused > 100)
  }
}

/// Sebastiano Vigna's SplitMix64: the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
