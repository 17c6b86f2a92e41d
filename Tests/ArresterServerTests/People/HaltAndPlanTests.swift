import ArresterBase
import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("Halts, plans and loosenings")
struct HaltAndPlanTests {
  @Test("one operator halts and resumes")
  func halt() async throws {
    let people = try PeopleServer()
    let halted = try await people.post("/v1/halt")
    #expect(halted.status == 200)
    #expect(halted.value("halt", "active") as? Bool == true)
    let resumed = try await people.post("/v1/resume")
    #expect(resumed.status == 200)
    #expect(resumed.value("halt", "active") as? Bool == false)
    let again = try await people.post("/v1/resume")
    #expect(again.status == 409)
    #expect(again.code == "nothingToDo")
  }

  private func plan(_ people: PeopleServer, _ more: String = "") -> String {
    let now = people.clock.now()
    let hour = 3600 * Timestamp.nanosecondsPerSecond
    return #"{"principal":"arn:aws:iam::1:role/deploy","actions":["rds:*"],"maximumChanges":100,"maximumDestroyed":40,"#
      + #""from":"\#(Timestamp.format(now + hour))","until":"\#(Timestamp.format(now + 2 * hour))","reason":"a migration"\#(more)}"#
  }

  @Test("a planned change is asked by one, approved by another, and ended by one")
  func planned() async throws {
    let people = try PeopleServer()
    let request = try await people.ask("/v1/plans", PeopleServer.olga, plan(people))
    #expect(try await people.get("/v1/plans").list("plans").isEmpty)
    let approved = try await people.post("/v1/requests/\(request)/approve", "anna", nil)
    #expect(approved.status == 200)
    #expect(approved.text("plan", "approvedBy") == "anna")
    let listed = try await people.get("/v1/plans").list("plans")
    #expect(listed.map { $0["id"] as? String } == [request])
    #expect(listed.first?["maximumDestroyed"] as? Int == 40)
    let ended = try await people.post("/v1/plans/\(request)/end")
    #expect(ended.status == 200)
    #expect(ended.text("plan", "endedAt") != nil)
    #expect(try await people.post("/v1/plans/\(request)/end").status == 409)
    #expect(try await people.post("/v1/plans/other/end").status == 404)
  }

  @Test(
    "a planned change that makes no sense is refused with the field that it is about",
    arguments: [
      (#","repeat":"daily""#, "repeatUntil"), (#","repeat":"hourly""#, "repeat"), (#","oneStrikes":["rds:*"]"#, "oneStrikes"),
      (#","scopes":"x""#, "scopes"), (#","scopes":[1]"#, "scopes"), (#","scopes":[""]"#, "scopes"),
      (#","approvedBy":"anna""#, "approvedBy"),
    ])
  func wrongPlan(more: String, field: String) async throws {
    let people = try PeopleServer()
    let answer = try await people.post("/v1/plans", PeopleServer.olga, plan(people, more))
    #expect(answer.status == 400)
    #expect(answer.detail.contains(field), "\(answer.detail)")
  }

  @Test(
    "numbers that are out of bounds, or none, are refused",
    arguments: ["0", "1000001", "1.5", "1e99", "\"5\"", "-1", "99999999999999999999"])
  func wrongNumber(number: String) async throws {
    let people = try PeopleServer()
    let body = plan(people).replacing(#""maximumChanges":100"#, with: #""maximumChanges":\#(number)"#)
    let answer = try await people.post("/v1/plans", PeopleServer.olga, body)
    #expect(answer.status == 400)
    #expect(answer.detail.contains("maximumChanges"), "\(answer.detail)")
  }

  @Test("a loosening is asked for by its hash, and granted by another")
  func loosening() async throws {
    let people = try PeopleServer()
    let hash = "sha256:" + SHA256("next").hexadecimal
    let body = #"{"reason":"more room","differences":["destroyed was 10, would be 20"]}"#
    let request = try await people.ask("/v1/postures/\(hash)/approve-request", PeopleServer.olga, body)
    let answer = try await people.post("/v1/requests/\(request)/approve", "anna", nil)
    #expect(answer.status == 200)
    #expect(answer.text("request", "state") == "granted")
    #expect(answer.text("request", "asked", "hash") == hash)
  }

  @Test("what is no hash is no loosening", arguments: ["x", "sha256:", "sha256:%2A", "sha512:" + SHA256("x").hexadecimal])
  func wrongHash(hash: String) async throws {
    let answer = try await PeopleServer().post("/v1/postures/\(hash)/approve-request")
    #expect(answer.status == 400)
    #expect(answer.code == "badValue")
  }

  @Test("requests are listed by state and breaker, and paged")
  func requests() async throws {
    let people = try PeopleServer()
    var newest: [String] = []
    for index in 0..<5 {
      people.clock.advance(seconds: 1)
      newest.insert(try await people.ask("/v1/breakers/\(people.trip(PeopleServer.key("role-\(index)")))/restore"), at: 0)
    }
    #expect(try await people.post("/v1/requests/\(newest[0])/withdraw", PeopleServer.olga, nil).status == 200)
    let identifiers = { (answer: PeopleAnswer) in answer.list("requests").compactMap { $0["id"] as? String } }
    #expect(identifiers(try await people.get("/v1/requests")) == newest)
    #expect(identifiers(try await people.get("/v1/requests?state=pending")) == Array(newest.dropFirst()))
    let breaker = BreakerIndex.identifier(of: PeopleServer.key("role-3"))
    #expect(identifiers(try await people.get("/v1/requests?breaker=\(breaker)")) == [newest[1]])
    let first = try await people.get("/v1/requests?limit=2")
    #expect(identifiers(first) == Array(newest[0..<2]))
    #expect(first.text("next") == newest[1])
    #expect(identifiers(try await people.get("/v1/requests?limit=2&after=\(newest[1])")) == Array(newest[2..<4]))
    #expect(try await people.get("/v1/requests?limit=2&after=\(newest[3])").value("next") == nil)
    #expect(try await people.get("/v1/requests?after=r-0").status == 404)
  }

  @Test("an operator lets an agent's staged action through")
  func staged() async throws {
    let people = try PeopleServer()
    let question = StagedQuestion(key: PeopleServer.key(), action: "rds:DeleteDBInstance", resource: "orders\u{202E}")
    let now = people.clock.now()
    let answer = people.port.state.withLock { state in
      state.board.staged.ask(question, mode: .enforce, claimant: "c", reason: "r", at: now).answer
    }
    guard case .needsApproval(let identifier) = answer else {
      Issue.record("\(answer)")
      return
    }
    let shown = try await people.get("/v1/requests/\(identifier)")
    #expect(shown.text("request", "asked", "resource") == question.resource)
    #expect(try await people.post("/v1/requests/\(identifier)/withdraw", PeopleServer.olga, nil).status == 403)
    #expect(try await people.post("/v1/requests/\(identifier)/approve", PeopleServer.olga, nil).status == 200)
  }
}
