import ArresterBase
import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("Asking about a breaker")
struct BreakerActTests {
  @Test("one operator opens a principal that never tripped")
  func openByName() async throws {
    let people = try PeopleServer()
    let key = PeopleServer.key()
    let body = #"{"platform":"aws","scope":"\#(key.homeScope)","principal":"\#(key.principal)","kind":"agent","reason":"it runs away"}"#
    let answer = try await people.post("/v1/breakers/open", PeopleServer.olga, body)
    #expect(answer.status == 200)
    #expect(answer.text("breaker", "state") == "forcedOpen")
    #expect(answer.text("request", "state") == "done")
    #expect(answer.value("recorded") as? Bool == true)
    #expect(people.state() == .forcedOpen)
  }

  @Test(
    "a principal is exactly the one that was written",
    arguments: ["*", #"a\"b"#, "caf\u{E9}", "\u{202E}gnp", "a/b?c#d", #"line\nbreak"#, "'; drop"])
  func oddNames(name: String) async throws {
    let people = try PeopleServer()
    people.trip(PeopleServer.key("other"))
    let body = #"{"platform":"kubernetes","scope":"prod","principal":"\#(name)","kind":"agent","reason":"r"}"#
    let answer = try await people.post("/v1/breakers/open", PeopleServer.olga, body)
    #expect(answer.status == 200, "\(answer.body)")
    let identifier = try #require(answer.text("breaker", "id"))
    #expect(people.port.state.withLock { $0.board.breakers.values.count { $0.state == .forcedOpen } } == 1)
    let shown = try await people.get("/v1/breakers/\(identifier)")
    #expect(shown.text("breaker", "principal") == answer.text("breaker", "principal"))
    #expect(answer.text("breaker", "principal")?.isEmpty == false)
  }

  @Test("the ARN of an assumed role's session is refused: no breaker has it")
  func session() async throws {
    let body =
      #"{"platform":"aws","scope":"1","principal":"arn:aws:sts::1:assumed-role/deploy/run-1","kind":"agent","reason":"r"}"#
    let answer = try await PeopleServer().post("/v1/breakers/open", PeopleServer.olga, body)
    #expect(answer.status == 400)
    #expect(answer.detail.contains("the role's own ARN"))
  }

  @Test("a protected principal is never opened")
  func protected() async throws {
    let people = try PeopleServer { $0.protected.append("*break-glass") }
    let body = #"{"platform":"aws","scope":"1","principal":"arn:aws:iam::1:role/break-glass","kind":"human","reason":"r"}"#
    let answer = try await people.post("/v1/breakers/open", PeopleServer.olga, body)
    #expect(answer.status == 403)
    #expect(answer.code == "protected")
  }

  @Test("a restoration before the hold has ended takes two others")
  func restoreEarly() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let request = try await people.ask("/v1/breakers/\(identifier)/restore")
    let first = try await people.post("/v1/requests/\(request)/approve", "anna", nil)
    #expect(first.status == 202)
    #expect(people.state() == .open)
    let second = try await people.post("/v1/requests/\(request)/approve", "carl", "{}")
    #expect(second.status == 200)
    #expect(second.text("breaker", "state") == "probation")
    #expect(people.state() == .probation)
  }

  @Test("a restoration after the hold takes one other")
  func restoreLate() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    people.clock.advance(seconds: 15 * 60)
    let request = try await people.ask("/v1/breakers/\(identifier)/restore")
    #expect(people.state() == .open)
    #expect(try await people.post("/v1/requests/\(request)/approve", "anna", nil).status == 200)
    #expect(people.state() == .probation)
  }

  @Test("a forced opening is lifted by two")
  func lift() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    #expect(try await people.post("/v1/breakers/\(identifier)/open").status == 200)
    let request = try await people.ask("/v1/breakers/\(identifier)/lift")
    #expect(people.state() == .forcedOpen)
    #expect(try await people.post("/v1/requests/\(request)/approve", "anna", nil).status == 200)
    #expect(people.state() == .probation)
  }

  @Test("a hold is extended by one, at most by the longest hold")
  func extend() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let until = Timestamp.format(people.clock.now() + 90 * 86_400 * Timestamp.nanosecondsPerSecond)
    let answer = try await people.post("/v1/breakers/\(identifier)/extend", PeopleServer.olga, #"{"reason":"r","until":"\#(until)"}"#)
    #expect(answer.status == 200)
    #expect(answer.text("breaker", "hold", "until") == Timestamp.format(people.clock.now() + 86_400 * Timestamp.nanosecondsPerSecond))
  }

  @Test("an exemption without its end, or with one that is over, is refused")
  func exemptEnd() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let path = "/v1/breakers/\(identifier)/exempt"
    #expect(try await people.post(path).status == 400)
    #expect(try await people.post(path, PeopleServer.olga, #"{"reason":"r","until":"tomorrow"}"#).detail.contains("2026-01-02T03:04:05Z"))
    let past = try await people.post(path, PeopleServer.olga, #"{"reason":"r","until":"2020-01-01T00:00:00Z"}"#)
    #expect(past.status == 400)
    #expect(past.code == "badValue")
  }

  @Test("what would change nothing is a conflict that says where it fits", arguments: ["enforce", "dismiss", "lift"])
  func nothingToDo(act: String) async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let answer = try await people.post("/v1/breakers/\(identifier)/\(act)")
    #expect(answer.status == 409)
    #expect(answer.code == "nothingToDo")
    #expect(answer.detail.contains("the breaker is open"))
  }

  @Test("whoever has an older trip before their eyes asks for nothing")
  func staleTrip() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let answer = try await people.post("/v1/breakers/\(identifier)/restore", PeopleServer.olga, #"{"reason":"r","trip":"another"}"#)
    #expect(answer.status == 409)
    #expect(answer.code == "stale")
    let trip = try #require(try await people.get("/v1/breakers/\(identifier)").text("breaker", "trip", "id"))
    _ = try await people.ask("/v1/breakers/\(identifier)/restore", PeopleServer.olga, #"{"reason":"r","trip":"\#(trip)"}"#)
  }

  @Test("the same asked twice is one request")
  func twice() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let first = try await people.ask("/v1/breakers/\(identifier)/restore")
    people.clock.advance(seconds: 5)
    #expect(try await people.ask("/v1/breakers/\(identifier)/restore") == first)
  }

  @Test("what another instance has to carry out is accepted, not done")
  func notOwner() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    people.port.state.withLock { $0.isOwner = false }
    let answer = try await people.post("/v1/breakers/\(identifier)/open")
    #expect(answer.status == 202)
    #expect(answer.text("request", "state") == "granted")
    #expect(answer.text("breaker", "state") == "open")
  }
}
