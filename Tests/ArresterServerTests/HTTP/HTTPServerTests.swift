import ArresterBase
import Testing

@testable import ArresterServer

@Suite("The HTTP server")
struct HTTPServerTests {
  @Test("answers on the port that it says")
  func answers() async throws {
    let server = try TestServer()
    let response = await server.ask("GET", "/open")
    #expect(response?.status == 200)
    #expect(response?.body == "peer 127.0.0.1")
    #expect(server.server.port > 0)
  }

  @Test("gives a handler the whole body, however it came in")
  func bodies() async throws {
    let server = try TestServer()
    #expect(await server.ask("POST", "/echo", body: "whole")?.body == "whole")
    let client = server.client()
    await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nin pa\r\n")
    await client.send("3\r\nrts\r\n0\r\n\r\n")
    #expect(await client.read()?.body == "in parts")
  }

  @Test("answers pipelined requests in their order, deferred ones between immediate ones")
  func pipelining() async throws {
    let server = try TestServer()
    let client = server.client()
    let paths = ["/open", "/later", "/open", "/later", "/machines"]
    await client.send(paths.map { TestServer.request("GET", $0, token: "machine-token") }.joined())
    var bodies: [String?] = []
    for _ in paths { bodies.append(await client.read()?.body) }
    #expect(bodies == ["peer 127.0.0.1", "later", "peer 127.0.0.1", "later", "gateway"])
  }

  @Test("answers HEAD with the headers of GET and no body")
  func head() async throws {
    let server = try TestServer()
    let client = server.client()
    await client.send(TestServer.request("HEAD", "/open") + TestServer.request("GET", "/open"))
    let head = await client.read(isHead: true)
    #expect(head?.status == 200)
    #expect(head?.headers["content-length"] == "14")
    #expect(await client.read()?.body == "peer 127.0.0.1")
  }

  @Test("says in Allow what a path takes, to OPTIONS and to a method that it does not take")
  func allow() async throws {
    let server = try TestServer()
    let options = await server.ask("OPTIONS", "/open")
    #expect(options?.status == 204)
    #expect(options?.headers["allow"] == "GET, HEAD, OPTIONS")
    let wrong = await server.ask("DELETE", "/echo")
    #expect(wrong?.status == 405)
    #expect(wrong?.headers["allow"] == "POST, OPTIONS")
    #expect(server.server.counters[.wrongMethods] == 1)
    #expect(await server.ask("OPTIONS", "/nowhere")?.status == 404)
  }

  @Test("answers an unknown path with a problem")
  func unknownPath() async throws {
    let server = try TestServer()
    let response = await server.ask("GET", "/nowhere")
    #expect(response?.status == 404)
    #expect(response?.headers["content-type"] == "application/problem+json")
    #expect(response?.body.contains("/nowhere") == true)
    #expect(server.server.counters[.unknownPaths] == 1)
  }

  @Test("answers a handler's error with a 500 that tells nothing, and logs it")
  func handlerError() async throws {
    let server = try TestServer()
    let response = await server.ask("GET", "/fails")
    #expect(response?.status == 500)
    #expect(response?.body.contains("hunter2") == false)
    #expect(server.logged.text.contains("hunter2"))
    #expect(server.server.counters[.handlerErrors] == 1)
  }

  @Test("answers a handler's problem as it is")
  func handlerProblem() async throws {
    let response = try await TestServer().ask("GET", "/problem")
    #expect(response?.status == 409)
    #expect(response?.body.contains("read it again") == true)
  }

  @Test("gives up on a deferred handler after its limit")
  func deferredLimit() async throws {
    let server = try TestServer()
    let client = server.client()
    let response = await client.ask(TestServer.request("GET", "/never"))
    #expect(response?.status == 503)
    #expect(response?.headers["retry-after"] == "1")
    #expect(server.server.counters[.deferredTimeouts] == 1)
    #expect(await client.ask(TestServer.request("GET", "/open"))?.status == 200)
  }

  @Test("works on at most so many deferred requests at once")
  func deferredCount() async throws {
    let reached = AsyncStream.makeStream(of: Void.self)
    let stuck = Route(
      "GET", "/stuck", .nobody,
      handler: .deferred(limitSeconds: 100) { _ in
        reached.continuation.yield()
        try await Task.sleep(for: .seconds(100))
        return TestServer.text("never")
      })
    let server = try TestServer(TestServer.routes + [stuck]) {
      $0.limits.deferredRequests = 1
      $0.limits.drainSeconds = 0
    }
    let first = server.client()
    await first.send(TestServer.request("GET", "/stuck"))
    for await _ in reached.stream { break }
    #expect(await server.ask("GET", "/later")?.status == 503)
    #expect(await server.ask("GET", "/open")?.status == 200)
    #expect(server.server.counters[.overDeferredLimit] == 1)
  }

  @Test("lets requests that are under way end when it stops")
  func drain() async throws {
    let reached = AsyncStream.makeStream(of: Void.self)
    let gate = AsyncStream.makeStream(of: Void.self)
    let slow = Route(
      "GET", "/slow", .nobody,
      handler: .deferred { _ in
        reached.continuation.yield()
        for await _ in gate.stream { break }
        return TestServer.text("done")
      })
    let server = try TestServer([slow])
    let client = server.client()
    await client.send(TestServer.request("GET", "/slow"))
    for await _ in reached.stream { break }
    let stopping = Task.detached { server.server.stop() }
    gate.continuation.yield()
    let response = await client.read()
    #expect(response?.body == "done")
    await stopping.value
    #expect(await server.ask("GET", "/slow") == nil)
  }

  @Test("ends what does not end by itself when it stops")
  func drainLimit() async throws {
    let reached = AsyncStream.makeStream(of: Void.self)
    let stuck = Route(
      "GET", "/stuck", .nobody,
      handler: .deferred(limitSeconds: 100) { _ in
        reached.continuation.yield()
        try await Task.sleep(for: .seconds(100))
        return TestServer.text("never")
      })
    let server = try TestServer([stuck]) { $0.limits.drainSeconds = 0 }
    let client = server.client()
    await client.send(TestServer.request("GET", "/stuck"))
    for await _ in reached.stream { break }
    server.server.stop()
    #expect(await client.isClosed())
  }
}
