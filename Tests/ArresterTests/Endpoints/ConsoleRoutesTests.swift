import ArresterConsole
import Testing

@testable import Arrester
@testable import ArresterServer

@Suite("The console over HTTP")
struct ConsoleRoutesTests {
  private func ask(_ path: String, headers: [String: String] = [:]) throws -> HTTPResponse {
    let router = Router(ConsoleRoutes.make())
    guard case .match(let match) = router.find(method: "GET", encodedPath: path), case .immediate(let handler) = match.route.handler else {
      throw HTTPProblem(404, "no route", path)
    }
    #expect(match.route.requirement.isPublic)
    return try handler(RequestContext(request: HTTPRequest(method: "GET", path: path, headers: headers), parameters: match.parameters))
  }

  private func header(_ name: String, _ response: HTTPResponse) -> String? { response.headers.first { $0.name == name }?.value }

  @Test("the page is asked for anew each time, and sent only when it is another")
  func page() throws {
    let page = try ask("/")
    #expect(page.status == 200)
    #expect(header("Cache-Control", page) == "no-cache")
    let tag = try #require(header("ETag", page))
    let again = try ask("/", headers: ["if-none-match": tag])
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
  }

  @Test("a file of this version may be kept for ever; one of another is not there")
  func files() throws {
    let site = ConsoleSite()
    let file = try ask("/console/\(site.version)/js/main.js")
    #expect(header("Content-Type", file) == "text/javascript; charset=utf-8")
    #expect(header("Cache-Control", file)?.contains("immutable") == true)
    #expect(throws: HTTPProblem.self) { try ask("/console/0123/js/main.js") }
    #expect(throws: HTTPProblem.self) { try ask("/console/\(site.version)/js/none.js") }
  }

  @Test("whatever is sent lets nothing inline or foreign run")
  func policy() throws {
    for response in [try ask("/"), try ask("/console/\(ConsoleSite().version)/css/base.css")] {
      let policy = try #require(header("Content-Security-Policy", response))
      #expect(policy.hasPrefix("default-src 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(header("X-Content-Type-Options", response) == "nosniff")
    }
  }
}
