import Testing

@testable import ArresterServer

@Suite("Shallow JSON")
struct ShallowJSONTests {
  @Test(
    "leaves out what lies deeper, and nothing else",
    arguments: [
      (#"{"a":1,"b":"x"}"#, #"{"a":1,"b":"x"}"#), (#"{"a":{"b":{"c":1},"d":2}}"#, #"{"a":{"b":null,"d":2}}"#),
      (#"[[[1,[2]],3],4]"#, #"[[null,3],4]"#), (#"{"a":{"b":{"c":"}]\"{"},"d":"{[\\"}}"#, #"{"a":{"b":null,"d":"{[\\"}}"#),
      (#"{"a":{"b":[{}],"c":{}}}"#, #"{"a":{"b":null,"c":null}}"#), ("", ""), ("5", "5"),
    ])
  func prune(_ text: String, _ shallow: String) {
    #expect(String(decoding: ShallowJSON.prune(Array(text.utf8), levels: 2), as: UTF8.self) == shallow)
  }

  @Test("text that is cut off or closes too often stays no JSON", arguments: [#"{"a":{"b":{"c"#, "}}}", #"{"a":"b"#, "]["])
  func damaged(_ text: String) {
    #expect(throws: ReviewProblem.self) { try SubjectAccessReview.read(Array(text.utf8)) }
  }
}
