import Testing

@testable import ArresterEvents

@Suite("Records: dead letters and what is skipped")
struct DeadLetterTests {
  private static let time = #""eventTime":"2026-01-02T03:04:05Z""#

  @Test(
    "each reason is provoked, and is true",
    arguments: [
      ("", "notJSON"), ("   ", "notJSON"), ("hello", "notJSON"), ("{]", "notJSON"), ("{} {}", "notJSON"), ("<xml/>", "notJSON"),
      (#"not a "record"#, "notJSON"), (#""cut"#, "notJSON"),
      (#"{"eventTime":"#, "truncatedJSON"), (#"{"a":{"#, "truncatedJSON"), ("[", "truncatedJSON"), (#"[{"a":1}"#, "truncatedJSON"),
      ("7", "notAnObject"), ("\"text\"", "notAnObject"), ("null", "notAnObject"), ("true", "notAnObject"),
      ("{}", "noTime"), (#"{"eventName":"X"}"#, "noTime"), (#"{"time":5,"@timestamp":null}"#, "noTime"),
      (#"{"eventTime":"yesterday","eventName":"X"}"#, "invalidTime"), (#"{"eventTime":1700000000,"eventName":"X"}"#, "invalidTime"),
      (#"{"eventTime":"2026-02-30T00:00:00Z","eventName":"X"}"#, "invalidTime"), (#"{"eventTime":"","eventName":"X"}"#, "invalidTime"),
      (#"{"eventTime":"1969-12-31T23:59:59Z","eventName":"X"}"#, "invalidTime"),
      ("{\(time)}", "noAction"), ("{\(time),\"eventName\":\"\"}", "noAction"), ("{\(time),\"eventName\":7}", "noAction"),
      ("{\(time),\"eventName\":null,\"eventSource\":\"ec2.amazonaws.com\"}", "noAction"),
      (#"{"time":"2026-01-02T03:04:05Z","detail":{}}"#, "noAction"),
    ])
  func reasons(_ text: String, _ reason: String) { #expect(RecordDecoder().outcome(text).name == reason) }

  @Test("bytes that are not UTF-8, nesting and size have their own reasons")
  func others() {
    let decoder = RecordDecoder()
    #expect(decoder.outcome(Array("{\"eventName\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)) == .deadLetter(.invalidUTF8))
    #expect(decoder.outcome(String(repeating: "{\"a\":", count: 600) + "1" + String(repeating: "}", count: 600)) == .deadLetter(.tooDeep))
    let small = RecordDecoder(model: TestModel.with { $0.maximumRecordBytes = 100 })
    #expect(small.outcome(String(repeating: " ", count: 101)) == .deadLetter(.tooLarge))
    #expect(small.outcome(String(repeating: " ", count: 100)) == .deadLetter(.notJSON))
  }

  @Test("every reason has words of its own")
  func words() {
    let words = DeadLetterReason.allCases.map(\.explanation)
    #expect(Set(words).count == DeadLetterReason.allCases.count && words.allSatisfy { !$0.isEmpty })
  }

  @Test("a fault anywhere in the record is a dead letter, even behind all fields that matter")
  func faultBehind() {
    let text = Record("s3", "DeleteBucket", request: #"{"bucketName":"b"}"#).text
    #expect(RecordDecoder().outcome(text.dropLast() + #","x":[1,]}"#) == .deadLetter(.notJSON))
    #expect(RecordDecoder().outcome(text.dropLast() + #","x":"\q"}"#) == .deadLetter(.notJSON))
    #expect(RecordDecoder().outcome(String(text.dropLast())) == .deadLetter(.truncatedJSON))
  }

  @Test(
    "insights and digests are no events",
    arguments: [
      #"{"eventTime":"2026-01-02T03:04:05Z","eventName":"RunInstances","eventCategory":"Insight"}"#,
      #"{"eventTime":"2026-01-02T03:04:05Z","eventType":"AwsCloudTrailInsight","insightDetails":{"state":"Start","eventName":"X"}}"#,
      #"{"awsAccountId":"1","digestStartTime":"2026-01-02T03:04:05Z","digestEndTime":"2026-01-02T04:04:05Z","logFiles":[]}"#,
    ])
  func skipped(_ text: String) { #expect(RecordDecoder().outcome(text) == .skipped) }

  @Test("a decoder reads on after any dead letter as if it had not been")
  func recovers() {
    let decoder = RecordDecoder()
    let good = Record("s3", "DeleteBucket", request: #"{"bucketName":"b"}"#)
    for bad in ["", "{", "[1,", "\u{0}", String(repeating: "[", count: 9999), #"{"CloudTrailEvent":"{"}"#, "{\(Self.time)}"] {
      #expect(decoder.outcome(bad) != good.outcome)
      #expect(decoder.outcome(good.text) == good.outcome)
    }
  }
}
