import Testing

@testable import ArresterEvents

@Suite("Records: every shape in which people hold CloudTrail")
struct RecordShapeTests {
  private static let plain = Record("rds", "DeleteDBCluster", request: #"{"dBClusterIdentifier":"orders"}"#)

  /// The record as a JSON string, as LookupEvents wraps it.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  @Test("a plain record is one event")
  func plain() throws {
    let event = try #require(Self.plain.event)
    #expect(event.action == "rds:DeleteDBCluster")
    #expect(event.effect == .delete)
    #expect(event.time == 1_767_323_045_000_000_000)
    #expect(event.identifier == "5f1c-DeleteDBCluster")
    #expect(event.resources.map(\.names) == [["orders"]])
  }

  @Test("white space and line ends around a record change nothing")
  func whiteSpace() {
    #expect(RecordDecoder().outcome(" \t" + Self.plain.text + " \r\n") == Self.plain.outcome)
  }

  @Test(
    "containers give their records in order, each as it stands alone",
    arguments: [("{\"Records\":[", "]}"), ("[", "]"), ("{\"Events\":[", "]}"), ("{\"x\":{\"Records\":1},\"records\": [ ", " ],\"y\":[]}")])
  func containers(_ before: String, _ after: String) {
    let texts = [Self.plain.text, "{}", "7", Record("ec2", "DescribeInstances").with(\.more, #","readOnly":true"#).text]
    let decoder = RecordDecoder()
    #expect(decoder.outcome(before + texts.joined(separator: " , ") + after) == .container(texts))
    let outcomes = decoder.outcomes(Array((before + texts.joined(separator: ",") + after).utf8))
    #expect(outcomes == [Self.plain.outcome, .deadLetter(.noTime), .deadLetter(.notAnObject), .read])
  }

  @Test("an empty container holds nothing, and is no dead letter", arguments: ["[]", #"{"Records":[]}"#, #"{"Records": [ ]}"#])
  func emptyContainer(_ text: String) { #expect(RecordDecoder().outcome(text) == .container([])) }

  @Test("containers in containers are containers again")
  func nestedContainers() {
    let text = #"[{"Records":[\#(Self.plain.text)]},[\#(Self.plain.text)]]"#
    #expect(RecordDecoder().outcomes(Array(text.utf8)) == [Self.plain.outcome, Self.plain.outcome])
  }

  @Test("anything behind a container or a record is no JSON", arguments: ["[] x", "[{}] {}", #"{"Records":[]} {}"#, "{} {}", "[],"])
  func trailing(_ text: String) { #expect(RecordDecoder().outcome(text) == .deadLetter(.notJSON)) }

  @Test("EventBridge: the record is under detail")
  func eventBridge() {
    let text = """
      {"version":"0","id":"ev-1","detail-type":"AWS API Call via CloudTrail","source":"aws.rds","account":"999999999999",\
      "time":"2030-01-01T00:00:00Z","region":"us-west-2","resources":[],"detail":\(Self.plain.text)}
      """
    #expect(RecordDecoder().outcome(text) == Self.plain.outcome)
  }

  @Test("EventBridge: the envelope's time serves where the record has none")
  func eventBridgeTime() throws {
    let detail = Self.plain.text.replacing(#""eventTime":"2026-01-02T03:04:05Z","#, with: "")
    let text = #"{"time":"2026-01-02T03:04:06Z","detail":\#(detail)}"#
    #expect(RecordDecoder().outcome(text).event?.time == 1_767_323_046_000_000_000)
    #expect(RecordDecoder().outcome(#"{"detail":\#(detail)}"#) == .deadLetter(.noTime))
  }

  @Test("LookupEvents: the record is a string, and what stands around it is not believed")
  func lookupEvents() {
    let text = """
      {"EventId":"other","EventName":"DescribeNothing","ReadOnly":"true","EventTime":"2020-01-01T00:00:00+11:00","Username":"x",\
      "Resources":[{"ResourceType":"a","ResourceName":"b"}],"CloudTrailEvent":\(Self.quoted(Self.plain.text))}
      """
    #expect(RecordDecoder().outcome(text) == Self.plain.outcome)
    #expect(RecordDecoder().outcomes(Array("{\"Events\":[\(text)],\"NextToken\":\"t\"}".utf8)) == [Self.plain.outcome])
  }

  @Test(
    "LookupEvents: a string that is no record is a dead letter that says why",
    arguments: [
      ("\"\"", "notJSON"), ("\"{\"", "truncatedJSON"), ("\"7\"", "notAnObject"), ("\"{} {}\"", "notJSON"), ("\"[]\"", "notAnObject"),
    ])
  func lookupEventsBroken(_ string: String, _ reason: String) {
    #expect(RecordDecoder().outcome(#"{"EventName":"X","CloudTrailEvent":\#(string)}"#).name == reason)
  }

  @Test("keys in lower or upper case are the same keys")
  func foldedKeys() throws {
    var folded = Self.plain.text
    for key in [
      "eventTime", "eventName", "eventSource", "eventID", "awsRegion", "userIdentity", "sessionContext", "sessionIssuer",
      "requestParameters",
      "dBClusterIdentifier", "responseElements", "readOnly", "recipientAccountId", "accountId", "accessKeyId", "managementEvent",
      "eventCategory",
    ] {
      folded = folded.replacing("\"\(key)\"", with: "\"\(key.lowercased())\"")
    }
    #expect(folded != Self.plain.text)
    #expect(RecordDecoder().outcome(folded) == Self.plain.outcome)
  }

  @Test("@timestamp serves where there is no eventTime, and not where there is one")
  func timestamp() {
    let moved = Self.plain.text.replacing("eventTime", with: "@timestamp")
    #expect(RecordDecoder().outcome(moved) == Self.plain.outcome)
    let both = Self.plain.with(\.more, #","@timestamp":"2031-01-01T00:00:00Z","readOnly":false"#)
    #expect(both.outcome == Self.plain.outcome)
  }

  @Test(
    "times with offsets, fractions and a space are the same instant",
    arguments: [
      ("2026-01-02T03:04:05Z", 0), ("2026-01-02T14:04:05+11:00", 0), ("2026-01-01T22:34:05-0430", 0), ("2026-01-02 03:04:05.000Z", 0),
      ("2026-01-02T03:04:05", 0), ("2026-01-02T03:04:05.25Z", 250_000_000), ("2026-01-02t03:04:05.123456789z", 123_456_789),
      ("2026-01-02 03:04:05.650807", 650_807_000),
    ])
  func times(_ text: String, _ fraction: Int64) {
    #expect(Self.plain.with(\.time, text).event?.time == 1_767_323_045_000_000_000 + fraction)
  }

  @Test(
    "readOnly as text in any case reads like a boolean",
    arguments: [("\"true\"", true), ("\"True\"", true), ("\"FALSE\"", false), ("\"false\"", false)])
  func readOnlyText(_ value: String, _ reads: Bool) {
    #expect(Record("foo", "FrobnicateThing").with(\.more, #","readOnly":\#(value)"#).outcome.name == (reads ? "read" : "change"))
  }
}
