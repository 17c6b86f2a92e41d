import Testing

@testable import ArresterEvents

@Suite("arrays that end too early")
struct CutContainerTests {
  @Test(
    "an array that ends behind a comma is a dead letter, white space behind it or not",
    arguments: ["[1,", "[1,  ", "[{},\n", "[ {} , \t"])
  func endsBehindComma(_ text: String) {
    #expect(RecordDecoder().outcome(text) == .deadLetter(.truncatedJSON))
  }
}
