import Foundation
import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("The OpenAPI document")
struct OpenAPITests {
  private let document: [String: Any]
  private let routes: [Route]

  init() throws {
    let bytes = OpenAPIDocument.bytes(PeopleRoutes.operations)
    document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    routes = PeopleRoutes.make(port: MemoryPort(BreakerPolicy(), ServerTestClock()))
  }

  private var paths: [String: [String: [String: Any]]] { document["paths"] as? [String: [String: [String: Any]]] ?? [:] }

  private var components: [String: [String: Any]] { document["components"] as? [String: [String: Any]] ?? [:] }

  @Test("has every route, and no path that is not routed")
  func complete() {
    let routed = Set(routes.flatMap { route in (route.methods ?? []).map { "\($0) \(route.path)" } })
    let documented = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
    #expect(routed == documented)
    #expect(routed.count == routes.count)
    let router = Router(routes)
    for (path, methods) in paths {
      let concrete = path.replacing(/\{[a-z]+\}/, with: "x")
      for method in methods.keys {
        guard case .match(let match) = router.find(method: method.uppercased(), encodedPath: concrete) else {
          Issue.record("\(method) \(path) is not routed")
          continue
        }
        #expect(match.route.path == path)
      }
    }
  }

  @Test("is served without a token, and everything else asks for one")
  func served() async throws {
    let people = try PeopleServer()
    let answer = try PeopleAnswer(await people.server.ask("GET", "/v1/openapi.json"))
    #expect(answer.status == 200)
    #expect(answer.text("openapi") == "3.1.0")
    let open = paths.flatMap { path, methods in methods.filter { $0.value["security"] != nil }.map { "\($0.key) \(path)" } }
    #expect(open == ["get /v1/openapi.json"])
    #expect(routes.filter { $0.requirement.isPublic }.map(\.path) == [OpenAPIDocument.path])
  }

  @Test("names each operation once")
  func names() {
    let names = paths.values.flatMap { $0.values.compactMap { $0["operationId"] as? String } }
    #expect(names.count == Set(names).count)
    #expect(names.count == routes.count)
  }

  @Test("has everything that it refers to")
  func references() throws {
    let text = String(decoding: OpenAPIDocument.bytes(PeopleRoutes.operations), as: UTF8.self)
    let references = Set(text.matches(of: /"#\/components\/([A-Za-z]+)\/([A-Za-z0-9]+)"/).map { "\($0.1)/\($0.2)" })
    #expect(references.count > 20)
    for reference in references {
      let parts = reference.split(separator: "/").map(String.init)
      #expect(components[parts[0]]?[parts[1]] != nil, "\(reference)")
    }
  }

  @Test("leads only to operations that there are")
  func links() {
    let operations = Set(PeopleRoutes.operations.map(\.identifier))
    let links = PeopleRoutes.operations.flatMap(\.answers).flatMap(\.links)
    #expect(links.count > 20)
    #expect(links.filter { !operations.contains($0.operation) }.isEmpty)
  }

  @Test("bounds texts as the board does")
  func bounds() throws {
    #expect(SharedParts.reason.schema.problem(.text(String(repeating: "x", count: RequestLimits.maximumReason))) == nil)
    #expect(SharedParts.reason.schema.problem(.text(String(repeating: "x", count: RequestLimits.maximumReason + 1))) != nil)
    let loosening = try #require(PeopleRoutes.operations.first { $0.identifier == "askForLoosening" })
    let differences = try #require(loosening.body?.properties.first { $0.name == "differences" })
    let longest = String(repeating: "x", count: RequestLimits.maximumDifference)
    let most = Array(repeating: longest, count: RequestLimits.maximumDifferences)
    #expect(differences.schema.problem(.texts(most)) == nil)
    #expect(differences.schema.problem(.texts(most + [longest])) != nil)
    #expect(differences.schema.problem(.texts([longest + "x"])) != nil)
  }

  @Test("names each schema once")
  func schemaNames() {
    let names = PeopleSchemas.all.map(\.name) + PeopleRoutes.operations.filter { $0.body != nil }.map(\.bodyName)
    #expect(names.count == Set(names).count)
    #expect(components["schemas"]?.count == names.count)
  }

  @Test("names the parameters of each path")
  func parameters() {
    for (path, methods) in paths {
      let named = path.matches(of: /\{([a-z]+)\}/).map { String($0.1) }
      for operation in methods.values {
        let parameters = operation["parameters"] as? [[String: Any]] ?? []
        #expect(parameters.filter { $0["in"] as? String == "path" }.compactMap { $0["name"] as? String } == named, "\(path)")
      }
    }
  }

  @Test(
    "has an example of each body that the service understands",
    arguments: PeopleRoutes.operations.filter { $0.body != nil }.map(\.identifier))
  func examples(identifier: String) async throws {
    let operation = try #require(PeopleRoutes.operations.first { $0.identifier == identifier })
    let people = try PeopleServer()
    let path = operation.path.replacing("{id}", with: people.trip()).replacing("{hash}", with: "x")
    let answer = try await people.post(path, "bert-1", operation.body?.example)
    #expect(answer.status != 400 || answer.code == "badValue", "\(answer.body)")
  }

  @Test(
    "says each status that an answer has",
    arguments: [
      ("POST", "/v1/halt", 200), ("POST", "/v1/resume", 409), ("POST", "/v1/breakers/{id}/restore", 202), ("GET", "/v1/breakers/{id}", 200),
      ("POST", "/v1/requests/{id}/approve", 404), ("GET", "/v1/trips/{id}", 404), ("GET", "/v1/breakers", 200),
    ])
  func statuses(method: String, path: String, status: Int) async throws {
    let people = try PeopleServer()
    let concrete = path.replacing("{id}", with: people.trip())
    let answer =
      try await method == "GET"
      ? people.get(concrete) : people.post(concrete, "bert-1", path.hasSuffix("approve") ? nil : #"{"reason":"r"}"#)
    #expect(answer.status == status)
    let responses = paths[path]?[method.lowercased()]?["responses"] as? [String: Any]
    #expect(responses?[String(status)] != nil)
  }
}
