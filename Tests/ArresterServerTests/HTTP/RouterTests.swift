import Testing

@testable import ArresterServer

@Suite("The router")
struct RouterTests {
  private let router = Router([
    Route("GET", "/breakers/{key}", .nobody, handler: .immediate { _ in TestServer.text("one") }),
    Route("POST", "/breakers/{key}", .nobody, handler: .immediate { _ in TestServer.text("change") }),
    Route("GET", "/breakers/all", .nobody, handler: .immediate { _ in TestServer.text("all") }),
    Route(methods: nil, "/check/{path...}", .nobody, handler: .immediate { _ in TestServer.text("check") }),
  ])

  private func match(_ method: String, _ path: String) -> Router.Match? {
    if case .match(let match) = router.find(method: method, encodedPath: path) { match } else { nil }
  }

  @Test("gives a segment its name, decoded: an encoded slash is part of it")
  func parameters() {
    #expect(match("GET", "/breakers/arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx")?.parameters == ["key": "arn:aws:iam::1:role/x"])
    #expect(match("GET", "/breakers/a/b") == nil)
    #expect(match("GET", "/breakers/") == nil)
    #expect(match("GET", "/breakers") == nil)
  }

  @Test("prefers an exact path to a pattern")
  func exact() { #expect(match("GET", "/breakers/all")?.route.path == "/breakers/all") }

  @Test("tells methods of one pattern apart, and lists them all")
  func methods() {
    #expect(match("POST", "/breakers/x")?.route.methods == ["POST"])
    guard case .otherMethod(let allow) = router.find(method: "PUT", encodedPath: "/breakers/x") else {
      Issue.record("PUT is no method of a breaker")
      return
    }
    #expect(allow == "GET, POST, HEAD, OPTIONS")
  }

  @Test("takes any number of segments, and any method, where a route says so", arguments: ["/check", "/check/", "/check/a/b%2Fc"])
  func rest(path: String) { #expect(match("PURGE", path)?.parameters["path"] == String(path.dropFirst(7))) }

  @Test("does not take a longer word for a pattern's first one")
  func prefix() { #expect(match("GET", "/checkmate") == nil) }
}
