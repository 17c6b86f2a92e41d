import ArresterBase
import ArresterEvents
import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("Looking at breakers")
struct BreakerReadTests {
  @Test("lists each breaker with what it is open for")
  func list() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let answer = try await people.get("/v1/breakers")
    #expect(answer.status == 200)
    #expect(answer.headers["cache-control"] == "no-store")
    let breaker = try #require(answer.list("breakers").first)
    #expect(breaker["id"] as? String == identifier)
    #expect(breaker["state"] as? String == "open")
    #expect(breaker["principal"] as? String == PeopleServer.key().principal)
    #expect((breaker["trip"] as? [String: Any])?["rule"] as? String == "oneStrike")
    #expect((breaker["hold"] as? [String: Any])?["running"] as? Bool == true)
    #expect(answer.value("next") == nil)
  }

  @Test("says whether the hold has ended by the clock")
  func holdEnded() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    people.clock.advance(seconds: 15 * 60)
    let answer = try await people.get("/v1/breakers/\(identifier)")
    #expect(answer.value("breaker", "hold", "running") as? Bool == false)
  }

  @Test(
    "finds only what is asked for",
    arguments: [
      ("state=open", 3), ("state=held", 0), ("platform=aws", 3), ("platform=gcp", 0), ("kind=agent", 2), ("kind=human&state=open", 1),
      ("principal=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa", 1), ("principal=*", 0), ("principal=arn%3Aaws%3Aiam%3A%3A1%3Arole%2FA", 0),
    ])
  func filters(query: String, count: Int) async throws {
    let people = try PeopleServer()
    people.trip(PeopleServer.key("arn:aws:iam::1:role/a"))
    people.trip(PeopleServer.key("arn:aws:iam::1:role/b"))
    people.trip(PeopleServer.key("arn:aws:iam::1:role/b", .human))
    #expect(try await people.get("/v1/breakers?\(query)").list("breakers").count == count)
  }

  @Test("pages so that each breaker comes once, whatever is added meanwhile")
  func paging() async throws {
    let people = try PeopleServer()
    let all = (0..<7).map { people.trip(PeopleServer.key("role-\($0)")) }
    var seen: [String] = []
    var path = "/v1/breakers?limit=3"
    for _ in 0..<4 {
      let answer = try await people.get(path)
      seen += answer.list("breakers").compactMap { $0["id"] as? String }
      guard let next = answer.text("next") else { break }
      path = "/v1/breakers?limit=3&after=\(next)"
    }
    #expect(seen == all.sorted())
  }

  @Test(
    "refuses a query that it does not understand",
    arguments: [
      "limit=0", "limit=1001", "limit=x", "limit=%2B5", "limit=", "state=opened", "colour=red", "state=open&state=held", "kind=robot",
      "limit=99999999999999999999",
    ])
  func wrongQuery(query: String) async throws {
    let answer = try await PeopleServer().get("/v1/breakers?\(query)")
    #expect(answer.status == 400)
    #expect(answer.headers["content-type"] == "application/problem+json")
    #expect(answer.code == "badRequest")
  }

  @Test("shows with a breaker what is asked about it")
  func show() async throws {
    let people = try PeopleServer()
    let identifier = people.trip()
    let request = try await people.ask("/v1/breakers/\(identifier)/restore")
    let answer = try await people.get("/v1/breakers/\(identifier)")
    #expect(answer.text("breaker", "id") == identifier)
    #expect(answer.list("requests").map { $0["id"] as? String } == [request])
  }

  @Test("knows no breaker by another name", arguments: ["b-00000000000000000000", "x", "%2A", "b-%22%27", "b-%F0%9F%92%A5"])
  func unknown(name: String) async throws {
    let people = try PeopleServer()
    people.trip()
    #expect(try await people.get("/v1/breakers/\(name)").status == 404)
    #expect(try await people.post("/v1/breakers/\(name)/open").status == 404)
  }

  @Test("gives breakers whose parts join to the same text different identifiers")
  func identifiers() {
    let left = BreakerKey(platform: .aws, homeScope: "1", principal: "23", kind: .agent)
    let right = BreakerKey(platform: .aws, homeScope: "12", principal: "3", kind: .agent)
    let composed = PeopleServer.key("caf\u{E9}")
    let decomposed = PeopleServer.key("cafe\u{301}")
    let identifiers = Set([left, right, composed, decomposed].map(BreakerIndex.identifier))
    #expect(identifiers.count == 4)
    #expect(identifiers.allSatisfy { $0.hasPrefix("b-") && $0.utf8.count == 22 })
  }

  @Test("lists exemptions, the next to end first")
  func exemptions() async throws {
    let people = try PeopleServer()
    for (name, days) in [("late", 3), ("early", 1)] {
      let identifier = people.trip(PeopleServer.key(name))
      let until = Timestamp.format(people.clock.now() + Int64(days) * 86_400 * Timestamp.nanosecondsPerSecond)
      let request = try await people.ask("/v1/breakers/\(identifier)/exempt", PeopleServer.olga, #"{"reason":"r","until":"\#(until)"}"#)
      #expect(try await people.post("/v1/requests/\(request)/approve", "anna", nil).status == 200)
    }
    let answer = try await people.get("/v1/exemptions")
    #expect(answer.list("exemptions").map { $0["principal"] as? String } == ["early", "late"])
  }
}
