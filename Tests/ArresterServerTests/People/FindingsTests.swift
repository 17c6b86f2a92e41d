import ArresterEvents
import Testing

@testable import ArresterServer

@Suite("What the service has found")
struct FindingsTests {
  @Test("is shown as the service wrote it", arguments: ["status", "model", "trips/t-1"])
  func ready(path: String) async throws {
    let answer = try await PeopleServer().get("/v1/" + path)
    #expect(answer.status == 200)
    #expect(answer.headers["content-type"] == "application/json")
    #expect([#"{"blind":false}"#, #"{"version":1}"#, #"{"id":"t-1"}"#].contains(answer.body))
  }

  @Test("is listed up to the limit", arguments: ["trips", "findings", "principals"])
  func lists(name: String) async throws {
    let people = try PeopleServer()
    #expect(try await people.get("/v1/\(name)").list(name).count == 5)
    #expect(try await people.get("/v1/\(name)?limit=2").list(name).count == 2)
    #expect(try await people.get("/v1/\(name)?limit=0").status == 400)
  }

  @Test("principals are asked for by kind")
  func kinds() async throws {
    let people = try PeopleServer()
    _ = try await people.get("/v1/principals?kind=agent&limit=7")
    let asked = people.port.state.withLock { $0.asked.first }
    #expect(asked?.limit == 7)
    #expect(asked?.kind == .agent)
  }

  @Test("a principal is named as it is, percent-encoded")
  func principal() async throws {
    let people = try PeopleServer()
    let name = "arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fteam%2Fdeploy%20agent"
    #expect(try await people.get("/v1/principals/\(name)").text("id") == "known")
    #expect(try await people.get("/v1/principals/other").status == 404)
  }

  @Test("an unknown trip is not found", arguments: ["trips/x", "trips/x/manifest"])
  func unknownTrip(path: String) async throws {
    #expect(try await PeopleServer().get("/v1/" + path).status == 404)
  }

  @Test(
    "a manifest comes in the form that is asked for",
    arguments: [
      ("", nil, "application/json"), ("", "*/*", "application/json"), ("", "text/html,*/*;q=0.8", "text/html; charset=utf-8"),
      ("", "text/*", "text/markdown; charset=utf-8"), ("", "text/html;q=0.5, text/markdown;q=0.4", "text/html; charset=utf-8"),
      ("", "application/*;q=0.1, text/html;q=0", "application/json"), ("?format=html", "application/json", "text/html; charset=utf-8"),
      ("?format=markdown", nil, "text/markdown; charset=utf-8"), ("?format=json", "image/png", "application/json"),
    ] as [(String, String?, String)])
  func manifest(query: String, accept: String?, type: String) async throws {
    let answer = try await PeopleServer().get("/v1/trips/t-1/manifest\(query)", headers: accept.map { ["Accept: \($0)"] } ?? [])
    #expect(answer.status == 200)
    #expect(answer.headers["content-type"] == type)
    #expect(answer.headers["x-content-type-options"] == "nosniff")
    #expect(answer.headers["content-security-policy"]?.contains("default-src 'none'") == true)
  }

  @Test("a form that there is not is refused", arguments: ["image/png", "text/html;q=0", "application/xml, text/plain"])
  func notAcceptable(accept: String) async throws {
    #expect(try await PeopleServer().get("/v1/trips/t-1/manifest", headers: ["Accept: \(accept)"]).status == 406)
    #expect(try await PeopleServer().get("/v1/trips/t-1/manifest?format=pdf").status == 400)
  }
}
