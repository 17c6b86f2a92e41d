import Testing

@testable import ArresterConfiguration

@Suite struct SuggestionTests {
  private let names = ["bootstrapServers", "group", "topics", "startAt", "mode"]

  @Test(
    "a slip of the finger finds what was meant",
    arguments: [
      ("topic", "topics"), ("tpoics", "topics"), ("Topics", "topics"), ("start-at", "startAt"), ("bootstrap_servers", "bootstrapServers"),
      ("moed", "mode"),
    ])
  func near(name: String, expected: String) {
    #expect(Suggestion.nearest(to: name, among: names) == expected)
  }

  @Test("what is near nothing finds nothing", arguments: ["zebra", "", "x", String(repeating: "topics", count: 1000)])
  func far(name: String) {
    #expect(Suggestion.nearest(to: name, among: names) == nil)
  }
}
