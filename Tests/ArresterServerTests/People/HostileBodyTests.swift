import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("Bodies of people's requests")
struct HostileBodyTests {
  private static let deep = #"{"reason":"# + String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000) + "}"

  @Test(
    "a body that is not what is expected is refused, with what is",
    arguments: [
      ("", "the body is empty"), ("  ", "the body is empty"), ("[]", "not a JSON object"), (#"[{"reason":"r"}]"#, "not a JSON object"),
      ("\"reason\"", "not a JSON object"), ("null", "not a JSON object"), ("{", "not a JSON object"), ("{}", "`reason` is missing"),
      (#"{"reason":1}"#, "`reason` is a number; write a text"), (#"{"reason":null}"#, "`reason` is null; write a text"),
      (#"{"reason":true}"#, "true or false; write a text"), (#"{"reason":["r"]}"#, "is a list; write a text"),
      (#"{"reason":{"a":"b"}}"#, "is an object; write a text"), (#"{"reason":[1]}"#, "write a text"),
      (#"{"reason":""}"#, "0 bytes"), (#"{"reason":" \t\n"}"#, "a reason is missing"),
      (#"{"reason":"a","reason":"b"}"#, "twice"), (#"{"reason":"a","re\u0061son":"b"}"#, "twice"),
      (#"{"reason":"a","until":"2030-01-01T00:00:00Z"}"#, "`until` is not known"), (#"{"reason":"a","__proto__":{}}"#, "not known"),
      (#"{"reason":"a","by":"anna"}"#, "`by` is not known"), (#"{"reason":"a"} x"#, "not a JSON object"),
      (#"{"reason":"\ud800"}"#, "not Unicode"), (deep, "not a JSON object"),
    ])
  func refused(body: String, mention: String) async throws {
    let people = try PeopleServer()
    let answer = try await people.post("/v1/halt", PeopleServer.olga, body)
    #expect(answer.status == 400, "\(answer.body)")
    #expect(answer.detail.contains(mention), "\(answer.detail)")
    #expect(people.port.state.withLock { $0.board.halt == nil })
  }

  @Test("a reason that is too long is refused, one of the greatest length is kept")
  func longReason() async throws {
    let people = try PeopleServer()
    let long = try await people.post("/v1/halt", PeopleServer.olga, #"{"reason":"\#(String(repeating: "x", count: 1_001))"}"#)
    #expect(long.status == 400)
    #expect(long.detail.contains("1001 bytes"))
    let wide = try await people.post("/v1/halt", PeopleServer.olga, #"{"reason":"\#(String(repeating: "\u{1F4A5}", count: 251))"}"#)
    #expect(wide.status == 400)
    let huge = try await people.post("/v1/halt", PeopleServer.olga, #"{"reason":"\#(String(repeating: "x", count: 70_000))"}"#)
    #expect(huge.status == 413)
    let right = try await people.post("/v1/halt", PeopleServer.olga, #"{"reason":"\#(String(repeating: "x", count: 1_000))"}"#)
    #expect(right.status == 200)
    #expect(right.text("request", "reason")?.count == 1_000)
  }

  @Test("a reason comes back as it was written, whatever it holds")
  func oddReason() async throws {
    let reason = "a \"quoted\" \u{202E}\u{1F4A5}\u{7F} <b> \\ `x`"
    let answer = try await PeopleServer().post(
      "/v1/halt", PeopleServer.olga, "{\"reason\":\"a \\\"quoted\\\" \u{202E}\u{1F4A5}\u{7F} <b> \\\\ `x`\"}")
    #expect(answer.status == 200)
    #expect(answer.text("request", "reason") == reason)
  }

  @Test("a body in UTF-16, or that is no UTF-8, is refused")
  func encodings() async throws {
    let people = try PeopleServer()
    let utf16 = #"{"reason":"r"}"#.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [utf16, Array(#"{"reason":""#.utf8) + [0xFF] + Array(#""}"#.utf8)] {
      let head = "POST /v1/halt HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer operator-token\r\nContent-Length: \(bytes.count)\r\n\r\n"
      let client = people.server.client()
      await client.send(Array(head.utf8) + bytes)
      #expect(await client.read()?.status == 400)
    }
  }

  @Test("a body where none is expected may be empty or an empty object, and nothing else")
  func noBody() async throws {
    let people = try PeopleServer()
    for body in ["", "{}", " {} "] { #expect(try await people.post("/v1/drill", PeopleServer.olga, body).status == 200) }
    for body in [#"{"reason":"r"}"#, "[]", "x", "\0", "\u{1}"] {
      #expect(try await people.post("/v1/drill", PeopleServer.olga, body).status == 400)
    }
    #expect(people.port.state.withLock { $0.drills } == ["olga", "olga", "olga"])
  }

  @Test(
    "the number of members is that of the object itself",
    arguments: [
      ("{}", 0), (#"{"a":1}"#, 1), (#"{"a":{"b":1,"c":2}}"#, 1), (#"{"a:b":"c:d","e":[{"f":1}]}"#, 2), (#"{"\"":":","\\":1}"#, 2),
    ])
  func members(text: String, count: Int) { #expect(JSONMembers.count(Array(text.utf8)) == count) }
}
