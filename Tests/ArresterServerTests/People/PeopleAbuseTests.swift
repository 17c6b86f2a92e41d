import ArresterBase
import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("People who should not")
struct PeopleAbuseTests {
  private func restoreRequest(_ people: PeopleServer, by token: String) async throws -> String {
    let identifier = people.trip()
    people.clock.advance(seconds: 15 * 60)
    return try await people.ask("/v1/breakers/\(identifier)/restore", token)
  }

  @Test("nobody approves their own request, with a second token neither", arguments: ["bert-1", "bert-2"])
  func ownRequest(token: String) async throws {
    let people = try PeopleServer()
    let request = try await restoreRequest(people, by: "bert-1")
    for decision in ["approve", "refuse"] {
      let answer = try await people.post("/v1/requests/\(request)/\(decision)", token, decision == "refuse" ? #"{"reason":"r"}"# : nil)
      #expect(answer.status == 403)
      #expect(answer.code == "ownRequest")
    }
    #expect(people.state() == .open)
  }

  @Test("one person's two tokens count once")
  func twoTokens() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let request = try await people.ask("/v1/breakers/\(identifier)/restore")
    #expect(try await people.post("/v1/requests/\(request)/approve", "bert-1", nil).status == 202)
    let again = try await people.post("/v1/requests/\(request)/approve", "bert-2", nil)
    #expect(again.status == 409)
    #expect(again.code == "alreadyApproved")
    #expect(people.state() == .open)
  }

  @Test("an operator who is no approver approves nothing")
  func operatorApproves() async throws {
    let people = try PeopleServer()
    let request = try await restoreRequest(people, by: "bert-1")
    let answer = try await people.post("/v1/requests/\(request)/approve", PeopleServer.olga, nil)
    #expect(answer.status == 403)
    #expect(answer.code == "notAllowed")
  }

  @Test("an approver who is no operator asks for nothing", arguments: ["anna"])
  func approverAsks(token: String) async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    #expect(try await people.post("/v1/breakers/\(identifier)/open", token).status == 403)
    #expect(try await people.post("/v1/halt", token).status == 403)
  }

  @Test("a viewer only looks")
  func viewer() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let paths = PeopleRoutes.operations.filter { $0.method == "POST" && $0.identifier != "withdrawRequest" }.map(\.path)
    #expect(paths.count > 12)
    for path in paths {
      let answer = try await people.post(path.replacing("{id}", with: identifier).replacing("{hash}", with: "x"), PeopleServer.vera)
      #expect(answer.status == 403, "\(path)")
    }
    #expect(people.state() == .open)
    #expect(people.port.state.withLock { $0.board.halt == nil && $0.drills.isEmpty })
  }

  @Test("a machine is no person, whatever roles it was given")
  func machine() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    for path in ["/v1/breakers/\(identifier)/open", "/v1/halt", "/v1/requests/r-000000000000/refuse"] {
      #expect(try await people.post(path, "robot").status == 403, "\(path)")
    }
    #expect(try await people.post("/v1/drill", "robot", nil).status == 403)
    #expect(try await people.post("/v1/requests/r-000000000000/approve", "robot", nil).status == 403)
    #expect(people.state() == .open)
    #expect(people.port.state.withLock { $0.drills.isEmpty })
  }

  @Test("without a token, or with an unknown one, nothing is shown", arguments: [nil, "guess"] as [String?])
  func noToken(token: String?) async throws {
    let people = try PeopleServer()
    for operation in PeopleRoutes.operations {
      let path = operation.path.replacing("{id}", with: "x").replacing("{hash}", with: "x")
      #expect(await people.server.ask(operation.method, path, token: token, body: "")?.status == 401, "\(path)")
    }
  }

  @Test("an expired request is gone, at the first attempt and at every later one")
  func expired() async throws {
    let people = try PeopleServer()
    let request = try await restoreRequest(people, by: PeopleServer.olga)
    people.clock.advance(seconds: 31 * 60)
    for _ in 0..<2 {
      let answer = try await people.post("/v1/requests/\(request)/approve", "anna", nil)
      #expect(answer.status == 410)
      #expect(answer.code == "expired")
      #expect(answer.text("request") == request)
    }
    #expect(people.state() == .open)
  }

  @Test("an approval that is sent again does nothing again")
  func replayed() async throws {
    let people = try PeopleServer()
    let request = try await restoreRequest(people, by: PeopleServer.olga)
    #expect(try await people.post("/v1/requests/\(request)/approve", "anna", nil).status == 200)
    people.trip(number: 2)
    #expect(people.state() == .open)
    for token in ["anna", "carl"] {
      let answer = try await people.post("/v1/requests/\(request)/approve", token, nil)
      #expect(answer.status == 409)
    }
    #expect(people.state() == .open)
  }

  @Test("a new trip makes what was asked about the old one stale")
  func overtaken() async throws {
    let people = try PeopleServer()
    let first = try await restoreRequest(people, by: PeopleServer.olga)
    let second = try await people.ask("/v1/breakers/\(BreakerIndex.identifier(of: PeopleServer.key()))/restore", "bert-1")
    #expect(try await people.post("/v1/requests/\(first)/approve", "anna", nil).status == 200)
    people.trip(number: 2)
    let answer = try await people.post("/v1/requests/\(second)/approve", "anna", nil)
    #expect(answer.status == 409)
    #expect(answer.code == "stale")
    #expect(people.state() == .open)
  }

  @Test("what is unknown is unknown", arguments: ["r-000000000000", "%2A", "r-%22", "%F0%9F%92%A5", String(repeating: "r", count: 5_000)])
  func unknownRequest(name: String) async throws {
    let people = try PeopleServer()
    for decision in ["approve", "withdraw"] {
      #expect(try await people.post("/v1/requests/\(name)/\(decision)", "anna", nil).status == 404)
    }
    #expect(try await people.get("/v1/requests/\(name)").status == 404)
  }

  @Test("only the requester withdraws")
  func withdraw() async throws {
    let people = try PeopleServer()
    let request = try await restoreRequest(people, by: PeopleServer.olga)
    let other = try await people.post("/v1/requests/\(request)/withdraw", "bert-1", nil)
    #expect(other.status == 403)
    #expect(other.code == "notYours")
    #expect(try await people.post("/v1/requests/\(request)/withdraw", PeopleServer.olga, nil).status == 200)
    #expect(try await people.post("/v1/requests/\(request)/approve", "anna", nil).status == 409)
  }

  @Test("a refusal takes a reason and ends the request")
  func refuse() async throws {
    let people = try PeopleServer()
    let request = try await restoreRequest(people, by: PeopleServer.olga)
    #expect(try await people.post("/v1/requests/\(request)/refuse", "anna", nil).status == 400)
    let answer = try await people.post("/v1/requests/\(request)/refuse", "anna", #"{"reason":"not yet"}"#)
    #expect(answer.status == 200)
    #expect(answer.text("request", "end", "note") == "not yet")
    #expect(people.state() == .open)
  }

  @Test("one person does not fill the desk")
  func flood() async throws {
    let people = try PeopleServer()
    var last = 0
    for index in 0..<51 {
      let identifier = people.trip(PeopleServer.key("role-\(index)"))
      last = try await people.post("/v1/breakers/\(identifier)/restore").status
    }
    #expect(last == 429)
    let other = people.trip(PeopleServer.key("role-last"))
    _ = try await people.ask("/v1/breakers/\(other)/restore", "bert-1")
  }
}
