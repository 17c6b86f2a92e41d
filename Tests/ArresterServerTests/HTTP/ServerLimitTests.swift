import Testing

@testable import ArresterServer

@Suite("A limit of the HTTP server")
struct ServerLimitTests {
  private let head = "POST /echo HTTP/1.1\r\nHost: a\r\n"

  @Test("on a body answers 413 to what is announced as too long")
  func announcedBody() async throws {
    let server = try TestServer()
    let long = String(repeating: "x", count: 1001)
    let response = await server.ask("POST", "/echo", body: long)
    #expect(response?.status == 413)
    #expect(response?.body.contains("1000 bytes") == true)
    #expect(await server.client().ask(head + "Content-Length: 99999999999\r\n\r\n")?.status == 413)
    #expect(await server.ask("POST", "/echo", body: String(long.dropLast()))?.status == 200)
    #expect(server.server.counters[.bodyTooLarge] == 2)
  }

  @Test("on a body answers 413 to chunks that grow too long, and the connection goes on")
  func chunkedBody() async throws {
    let server = try TestServer()
    let client = server.client()
    let part = "400\r\n" + String(repeating: "x", count: 0x400) + "\r\n"
    #expect(await client.ask(head + "Transfer-Encoding: chunked\r\n\r\n" + part + "0\r\n\r\n")?.status == 413)
    #expect(await client.ask(TestServer.request("POST", "/echo", body: "next"))?.body == "next")
    #expect(server.server.counters[.bodyTooLarge] == 1)
  }

  @Test("on a body closes on chunks that never end")
  func endlessBody() async throws {
    let server = try TestServer()
    let client = server.client()
    let part = "8000\r\n" + String(repeating: "x", count: 0x8000) + "\r\n"
    var text = head + "Transfer-Encoding: chunked\r\n\r\n"
    for _ in 0..<64 {
      guard await client.send(text) else { break }
      text = part
    }
    #expect(await client.isClosed())
  }

  @Test("on all bodies together answers 503")
  func bodyBudget() async throws {
    let server = try TestServer { $0.limits.bodyBytesInFlight = 1500 }
    let first = server.client()
    await first.send(head + "Content-Length: 1000\r\n\r\nhalf")
    var statuses: [Int?] = []
    // The first one's headers may be read after the second one's.
    while !statuses.contains(503), statuses.count < 50 {
      statuses.append(await server.ask("POST", "/echo", body: String(repeating: "x", count: 600))?.status)
    }
    #expect(statuses.last == 503)
    #expect(await server.ask("POST", "/echo", body: "small")?.status == 200)
    await first.send(String(repeating: "x", count: 996))
    #expect(await first.read()?.status == 200)
    #expect(await server.ask("POST", "/echo", body: String(repeating: "x", count: 1000))?.status == 200)
  }

  @Test("on headers answers 431, whether they are a little or far too long", arguments: [20_000, 300_000])
  func headers(count: Int) async throws {
    let server = try TestServer()
    let response = await server.ask("GET", "/open", headers: ["X-Long: " + String(repeating: "x", count: count)])
    #expect(response?.status == 431)
    #expect(server.server.counters[.headersTooLarge] == 1)
  }

  @Test("on connections answers 503 above it")
  func connections() async throws {
    let server = try TestServer { $0.limits.connections = 2 }
    let held = [server.client(), server.client()]
    for client in held { #expect(await client.ask(TestServer.request("GET", "/open"))?.status == 200) }
    let response = await server.ask("GET", "/open")
    #expect(response?.status == 503)
    #expect(response?.headers["retry-after"] == "1")
    #expect(server.server.counters[.overConnectionLimit] == 1)
  }

  @Test("on connections from one address closes above it, but not behind a proxy")
  func connectionsPerAddress() async throws {
    let server = try TestServer { $0.limits.connectionsPerAddress = 1 }
    let held = server.client()
    #expect(await held.ask(TestServer.request("GET", "/open"))?.status == 200)
    #expect(await server.ask("GET", "/open") == nil)
    #expect(server.server.counters[.refusedConnections] == 1)
    let proxied = try TestServer {
      $0.limits.connectionsPerAddress = 1
      $0.behindProxy = true
    }
    let first = proxied.client()
    #expect(await first.ask(TestServer.request("GET", "/open"))?.status == 200)
    #expect(await proxied.ask("GET", "/open")?.status == 200)
  }

  @Test("on time ends headers that trickle, though a byte comes now and then")
  func slowHeaders() async throws {
    let server = try TestServer { $0.limits.headerSeconds = 1 }
    let client = server.client()
    await client.send("GET /open HTTP/1.1\r\nHost: a\r\n")
    while await client.send("X: y\r\n"), server.server.counters[.slowConnections] == 0 { try await Task.sleep(for: .milliseconds(50)) }
    #expect(await client.isClosed())
    #expect(server.server.counters[.slowConnections] == 1)
  }

  @Test("on time ends a body that trickles")
  func slowBody() async throws {
    let server = try TestServer { $0.limits.bodySeconds = 1 }
    let client = server.client()
    await client.send(head + "Content-Length: 900\r\n\r\n")
    while await client.send("x"), server.server.counters[.slowConnections] == 0 { try await Task.sleep(for: .milliseconds(50)) }
    #expect(await client.isClosed())
    #expect(server.server.counters[.slowConnections] == 1)
  }

  @Test("on idle time ends a connection on which nothing comes")
  func idle() async throws {
    let server = try TestServer { $0.limits.idleSeconds = 1 }
    let client = server.client()
    #expect(await client.ask(TestServer.request("GET", "/open"))?.status == 200)
    #expect(await client.isClosed())
  }
}
