import Testing

@testable import ArresterServer

@Suite("A request that is not well formed")
struct MalformedRequestTests {
  @Test(
    "is answered 400 or closed, and the server goes on",
    arguments: [
      "\r\n\r\n\r\n", "GET\r\n\r\n", "nonsense that is no HTTP\r\n\r\n", "GET /open HTTP/1.1\r\n\r\n",
      "GET /open HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n", "GET /open HTTP/9.9\r\nHost: a\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nxx\r\n0\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}",
    ])
  func refused(text: String) async throws {
    let server = try TestServer { $0.limits.headerSeconds = 1 }
    let response = await server.client().ask(text)
    #expect(response.map { (400...599).contains($0.status) } ?? true)
    #expect(await server.ask("GET", "/open")?.status == 200)
  }

  @Test("by two lengths of its body is refused: a proxy in front may have believed the other one")
  func twoLengths() async throws {
    let server = try TestServer()
    let both = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    #expect(await server.client().ask(both)?.status == 400)
    let twice = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456"
    #expect(await server.client().ask(twice)?.status == 400)
    #expect(server.server.counters[.malformed] == 2)
  }

  @Test("by its percent-encoding is refused", arguments: ["/open%", "/open%4", "/open%zz", "/open%00", "/open%ff", "/query?a=%zz"])
  func encoding(path: String) async throws {
    let status = try await TestServer().ask("GET", path)?.status
    #expect(status == 404 || status == 400)
  }

  @Test("by its encoding is passed on by a route that is asked about others' requests")
  func foreign() async throws {
    let server = try TestServer()
    #expect(await server.ask("GET", "/foreign/a%2Fb%ff?x=%zz")?.body == "GET a%2Fb%ff")
    #expect(await server.ask("OPTIONS", "/foreign")?.body == "OPTIONS ")
  }
}
