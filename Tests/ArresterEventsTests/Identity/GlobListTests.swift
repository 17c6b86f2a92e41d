import Testing

@testable import ArresterEvents

@Suite("Identity: many globs at once")
struct GlobListTests {
  private static func firsts(_ globs: [Glob], _ text: String) -> (fast: Int?, plain: Int?) {
    let list = GlobList(globs)
    return Array(text.utf8).withUnsafeBytes { bytes in (list.firstMatch(bytes), globs.firstIndex { $0.matches(bytes) }) }
  }

  @Test("the first that matches is the first that matches one by one, for random patterns and texts")
  func random() {
    var random = SeededRandom(seed: 51)
    var matched = 0
    for round in 0..<4000 {
      let globs = (0..<6).map { _ in
        Glob(String((0..<Int.random(in: 0...9, using: &random)).map { _ in "abC*?-".randomElement(using: &random)! }))
      }
      let text = String((0..<Int.random(in: 0...12, using: &random)).map { _ in "aBc-é".randomElement(using: &random)! })
      let (fast, plain) = Self.firsts(globs, text)
      matched += fast == nil ? 0 : 1
      #expect(fast == plain, "seed 51, round \(round): \(globs.map(\.pattern)) on \(text)")
    }
    #expect(matched > 100)
  }

  @Test("the model's own patterns decide as they do one by one, on names made of their own words")
  func model() {
    let rules = TestModel.events.kinds
    let globs = rules.rules.map { $0.principal ?? Glob("*") }
    let list = GlobList(globs)
    var random = SeededRandom(seed: 52)
    let words =
      (globs + rules.agentSessions + rules.agentUserAgents).flatMap { $0.pattern.split(separator: "*").map(String.init) } + ["x", "-", "/"]
    var matched = 0
    for _ in 0..<3000 {
      let tail = (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random)! }.joined()
      let text =
        (Bool.random(using: &random) ? "arn:aws:iam::111122223333:role/" : "") + (Bool.random(using: &random) ? tail : tail.uppercased())
      Array(text.utf8).withUnsafeBytes { bytes in
        let plain = globs.firstIndex { $0.matches(bytes) }
        matched += plain == nil ? 0 : 1
        #expect(list.firstMatch(bytes) == plain, "\(text)")
      }
    }
    #expect(matched > 500)
  }

  @Test("what is not eligible is passed over")
  func eligible() {
    let list = GlobList([Glob("a*"), Glob("ab*"), Glob("*")])
    Array("abc".utf8).withUnsafeBytes { text in
      #expect(list.firstMatch(text) == 0)
      #expect(list.firstMatch(text) { $0 != 0 } == 1)
      #expect(list.firstMatch(text) { $0 > 1 } == 2)
      #expect(list.firstMatch(text) { _ in false } == nil)
    }
    #expect(GlobList([]).isEmpty && Self.firsts([], "x").fast == nil)
  }
}
