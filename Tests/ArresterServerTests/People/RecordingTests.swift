import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("What is not recorded yet")
struct RecordingTests {
  @Test("what only takes away is told as accepted, and not recorded")
  func takesAway() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    people.port.state.withLock { $0.isRecorded = false }
    let answer = try await people.post("/v1/breakers/\(identifier)/open")
    #expect(answer.status == 202)
    #expect(answer.value("recorded") as? Bool == false)
    #expect(answer.text("request", "what") == "forceOpen")
  }

  @Test("what loosens is told to wait, with the request to look at", arguments: ["halt", "breakers/{id}/restore"])
  func loosens(path: String) async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    people.port.state.withLock { $0.isRecorded = false }
    let answer = try await people.post("/v1/" + path.replacing("{id}", with: identifier))
    #expect(answer.status == 503)
    #expect(answer.headers["retry-after"] != nil)
    #expect(answer.code == "notRecorded")
    let request = try #require(answer.text("request"))
    #expect(try await people.get("/v1/requests/\(request)").status == 200)
  }

  @Test("an approval waits for the audit log, a refusal and a withdrawal do not")
  func decisions() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let first = try await people.ask("/v1/breakers/\(identifier)/restore")
    let second = try await people.ask("/v1/breakers/\(identifier)/restore", "bert-1")
    people.port.state.withLock { $0.isRecorded = false }
    #expect(try await people.post("/v1/requests/\(first)/approve", "anna", nil).status == 503)
    #expect(try await people.post("/v1/requests/\(first)/withdraw", PeopleServer.olga, nil).status == 202)
    #expect(try await people.post("/v1/requests/\(second)/refuse", "anna").status == 202)
  }

  @Test("each change is on the right side")
  func sides() {
    let loosening = Loosening(hash: "", differences: [])
    let question = StagedQuestion(key: PeopleServer.key(), action: "a", resource: "r")
    let plan = PlannedChange(principal: "p", maximumChanges: 1, maximumDestroyed: 0, from: 0, until: 1)
    let takingAway: [AskedChange] = [
      .command(.enforce), .command(.forceOpen), .command(.extend(until: 1)), .resume, .endPlannedChange(identifier: "x"),
    ]
    let loosenings: [AskedChange] = [
      .command(.dismiss), .command(.restore), .command(.liftForced), .command(.exempt(until: 1)), .halt, .plannedChange(plan),
      .loosening(loosening), .stagedAction(question),
    ]
    #expect(takingAway.filter { !$0.onlyTakesAway } == [])
    #expect(loosenings.filter { $0.onlyTakesAway } == [])
  }

  @Test("a service that does not take the question is asked again later", arguments: PortError.allCases)
  func unavailable(error: PortError) async throws {
    let people = try PeopleServer()
    people.port.state.withLock { $0.error = error }
    for answer in [try await people.get("/v1/breakers"), try await people.post("/v1/halt")] {
      #expect(answer.status == 503)
      #expect(answer.headers["retry-after"] == "1")
      #expect(answer.code == error.rawValue)
    }
  }

  @Test("every error of the board has its status", arguments: RequestError.Code.allCases)
  func statuses(code: RequestError.Code) {
    let problem = PeopleProblem(RequestError(code: code, detail: "a sentence"), request: "r-1")
    #expect([400, 403, 404, 409, 410, 429].contains(problem.status))
    #expect(PeopleProblem.titles[problem.status] != nil)
    #expect(String(decoding: problem.response.body, as: UTF8.self).contains("a sentence"))
    #expect((problem.retryAfterSeconds != nil) == (problem.status == 429))
  }
}
