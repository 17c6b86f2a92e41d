import Testing

@testable import ArresterCLI

@Suite struct OptionParserTests {
  @Test("every form of option reaches its getter, before, between and after arguments")
  func forms() throws {
    let found = try #require(
      try options(
        "paint", "--colour=red", "wall", "--coats", "3", "--dry", "2h30m", "--as", "arn:a=b*=wall", "-q", "door", "--as", "*=door",
        "--topic", "a",
        "--topic=b=c"))
    #expect(found.string("colour") == "red")
    #expect(found.integer("coats") == 3)
    #expect(found.duration("dry") == .nanoseconds(9_000_000_000_000))
    #expect(found.pairs("as").map(\.left) == ["arn:a=b*", "*"])
    #expect(found.pairs("as").map(\.right) == ["wall", "door"])
    #expect(found.strings("topic") == ["a", "b=c"])
    #expect(found.flag("quick"))
    #expect(found.arguments == ["wall", "door"])
  }

  @Test("what is not given is nil, empty or false")
  func absent() throws {
    let found = try #require(try options("paint", "wall"))
    #expect(found.string("colour") == nil)
    #expect(found.integer("coats") == nil)
    #expect(found.duration("dry") == nil)
    #expect(found.pairs("as").isEmpty && found.strings("topic").isEmpty && !found.flag("quick"))
    #expect(found.configurationOverrides.isEmpty)
  }

  @Test("two dashes end the options, one dash is an argument")
  func dashes() throws {
    #expect(try options("paint", "--", "--colour", "-q")?.arguments == ["--colour", "-q"])
    #expect(try options("paint", "-", "--", "--help")?.arguments == ["-", "--help"])
  }

  @Test("a variable gives a value where the option does not, and is checked like one")
  func variables() throws {
    #expect(try options("paint", "x", environment: ["PAINT_COATS": "4"])?.integer("coats") == 4)
    #expect(try options("paint", "x", "--coats", "5", environment: ["PAINT_COATS": "4"])?.integer("coats") == 5)
    #expect(try options("paint", "x", environment: ["PAINT_COATS": ""])?.integer("coats") == nil)
    #expect(throws: UsageError(found: "PAINT_COATS is \"many\"", expected: "write a whole number from 1 to 9", command: "paint")) {
      try options("paint", "x", environment: ["PAINT_COATS": "many"])
    }
  }

  @Test("options that set keys of the configuration say so, with their flag")
  func overrides() throws {
    let overrides = try #require(try options("paint", "x", "--topic", "a", "--topic", "b")).configurationOverrides
    #expect(overrides.map(\.flag) == ["--topic"])
    #expect(overrides.map(\.keyPath) == ["kafka.topics"])
    #expect(overrides.map(\.values) == [["a", "b"]])
  }

  @Test(
    "wrong usage says what was wrong and what would be right",
    arguments: [
      (
        ["paint", "x", "--color", "red"],
        "paint has no option \"--color\"; did you mean \"--colour\"? it has --colour, --coats, --dry, --as, --topic, --quick, --help"
      ),
      (["paint", "x", "-z"], "paint has no option \"-z\"; it has --colour, --coats, --dry, --as, --topic, --quick, --help"),
      (["paint", "x", "--colour", "gren"], "--colour is \"gren\"; did you mean \"green\"? write one of red, green"),
      (["paint", "x", "--colour"], "--colour has no value; write --colour COLOUR"),
      (["paint", "x", "--topic", "--quick"], "--topic has no value; write --topic NAME"),
      (["paint", "x", "--topic="], "--topic is \"\"; write --topic NAME"),
      (["paint", "x", "--quick=yes"], "--quick takes no value; write --quick alone"),
      (["paint", "x", "-c", "red", "--colour", "red"], "--colour is given twice; give it once"),
      (["paint", "x", "--coats", "10"], "--coats is \"10\"; write a whole number from 1 to 9"),
      (["paint", "x", "--coats", "-1"], "--coats is \"-1\"; write a whole number from 1 to 9"),
      (["paint", "x", "--dry", "soon"], "--dry is \"soon\"; write never or a duration such as 45s, 15m or 2h30m (units d, h, m, s, ms)"),
      (["paint", "x", "--as", "wall"], "--as is \"wall\"; write GLOB=wall"),
      (["paint", "x", "--as", "*=wal"], "--as is \"*=wal\"; after the \"=\" did you mean \"wall\"? write one of wall, door"),
      (["wall", "build"], "--height is missing; add --height N"),
      (["wall", "build", "--height", "1", "x"], "\"x\" is one argument too many; write arrester wall build --height N"),
      (["wall"], "wall what?; write wall build, wall fell"),
      (["wall", "bild"], "wall has no command \"bild\"; did you mean \"build\"? there are wall build, wall fell"),
      (["pant"], "there is no command \"pant\"; did you mean \"paint\"? there are paint, wall build, wall fell"),
      (["--quick", "paint"], "\"--quick\" stands before a command; write arrester COMMAND [OPTION…]"),
      ([], "no command is named; write arrester COMMAND"),
    ])
  func wrong(words: [String], expected: String) {
    #expect {
      _ = try Invocation.resolve(words, table: testTable, environment: [:])
    } throws: { error in
      "\(error)".hasPrefix(expected + "\nSee `arrester")
    }
  }

  @Test("too few and too many arguments are refused with the usage line")
  func argumentCount() {
    #expect { try options("paint") } throws: { "\($0)".hasPrefix("THING is missing; write arrester paint [--colour COLOUR]") }
    #expect { try options("paint", "a", "b", "c") } throws: { "\($0)".hasPrefix("\"c\" is one argument too many") }
  }
}
