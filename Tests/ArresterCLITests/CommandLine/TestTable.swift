@testable import ArresterCLI

/// A table with an option of every form.
let testTable = [
  CommandDescription(
    name: "paint", summary: "paints things",
    options: [
      OptionDescription(name: "colour", letter: "c", value: .word("COLOUR", ["red", "green"]), summary: "which colour"),
      OptionDescription(name: "coats", value: .integer("N", 1...9), summary: "how many", variable: "PAINT_COATS"),
      OptionDescription(name: "dry", value: .duration(words: ["never"]), summary: "how long"),
      OptionDescription(name: "as", value: .pair("GLOB", words: ["wall", "door"]), isRepeated: true, summary: "what it is"),
      OptionDescription(name: "topic", value: .text("NAME"), isRepeated: true, summary: "where", configurationKey: "kafka.topics"),
      OptionDescription(name: "quick", letter: "q", summary: "in a hurry"),
    ],
    arguments: ArgumentDescription(name: "THING", most: 2, summary: "what to paint"), example: "arrester paint wall"),
  CommandDescription(
    name: "wall build", summary: "builds",
    options: [OptionDescription(name: "height", value: .integer("N", 0...10), isRequired: true, summary: "how high")],
    example: "arrester wall build"),
  CommandDescription(name: "wall fell", summary: "fells", example: "arrester wall fell"),
]

/// The options of a command line that asks for a command.
func options(_ words: String..., environment: [String: String] = [:]) throws -> ParsedOptions? {
  guard case .run(_, let options) = try Invocation.resolve(words, table: testTable, environment: environment) else { return nil }
  return options
}
