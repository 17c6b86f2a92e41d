import Foundation
import Testing

@testable import ArresterEnforcement

@Suite("The transport by libcurl")
struct CurlTransportTests {
  private func error(_ request: OutboundRequest, _ settings: CurlSettings = CurlSettings()) async throws -> TransportError {
    let transport = try CurlTransport(settings)
    do {
      let answer = try await transport.send(request)
      Issue.record("an answer: \(answer.status)")
      return TransportError(detail: "", mayHaveArrived: false)
    } catch {
      return error
    }
  }

  @Test("sends method, headers and body as they are, and reads the answer", arguments: ["POST", "PUT", "PATCH", "DELETE"])
  func roundTrip(method: String) async throws {
    let server = try LoopbackServer { _ in LoopbackServer.answer("201 Created", "made", headers: ["X-Two: a", "x-two:  b "]) }
    defer { server.close() }
    let request = OutboundRequest(
      method: method, url: "\(server.url)/a/../b?x=%20", headers: [("X-One", "1"), ("X-Empty", "")], body: Array("text".utf8))
    let answer = try await CurlTransport().send(request)
    #expect(answer.status == 201)
    #expect(answer.body == Array("made".utf8))
    #expect(answer.headers["x-two"] == "a, b")
    let heard = try #require(server.heard.first)
    let lines = heard.head.components(separatedBy: "\r\n")
    #expect(lines.first == "\(method) /a/../b?x=%20 HTTP/1.1")
    #expect(lines.contains("X-One: 1") && lines.contains("X-Empty:"))
    #expect(!lines.contains { $0.hasPrefix("Expect") || $0.hasPrefix("Content-Type") })
    #expect(heard.body == Array("text".utf8))
  }

  @Test("sends an empty body with its length, and a HEAD without waiting for one")
  func emptyBodies() async throws {
    let server = try LoopbackServer { heard in
      heard.head.hasPrefix("HEAD") ? .raw("HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n") : LoopbackServer.answer()
    }
    defer { server.close() }
    let transport = try CurlTransport()
    #expect(try await transport.send(OutboundRequest(method: "POST", url: server.url)).status == 200)
    #expect(try await transport.send(OutboundRequest(method: "GET", url: server.url)).status == 200)
    #expect(try await transport.send(OutboundRequest(method: "HEAD", url: server.url)).status == 204)
    #expect(server.heard.first?.head.contains("Content-Length: 0") == true)
  }

  @Test("uses a connection again")
  func reuse() async throws {
    let server = try LoopbackServer { _ in LoopbackServer.answer() }
    defer { server.close() }
    let transport = try CurlTransport()
    for _ in 0..<5 { _ = try await transport.send(OutboundRequest(method: "GET", url: server.url)) }
    #expect(server.heard.map(\.connection) == [1, 1, 1, 1, 1])
  }

  @Test("carries many requests at once, more than may be under way")
  func concurrency() async throws {
    let server = try LoopbackServer { heard in LoopbackServer.answer("200 OK", String(decoding: heard.body, as: UTF8.self)) }
    defer { server.close() }
    let transport = try CurlTransport(CurlSettings(maximumConcurrent: 4))
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<60 {
        group.addTask {
          let request = OutboundRequest(method: "POST", url: server.url, body: Array("\(number)".utf8))
          return String(decoding: try await transport.send(request).body, as: UTF8.self)
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies == Set((0..<60).map(String.init)))
    #expect(Set(server.heard.map(\.connection)).count <= 4)
  }

  @Test("does not follow a redirect")
  func redirect() async throws {
    let server = try LoopbackServer { _ in LoopbackServer.answer("302 Found", headers: ["Location: http://127.0.0.1:1/"]) }
    defer { server.close() }
    let answer = try await CurlTransport().send(OutboundRequest(method: "GET", url: server.url))
    #expect(answer.status == 302)
    #expect(server.heard.count == 1)
  }

  @Test("keeps the headers of the last head only: interim answers are none")
  func interim() async throws {
    let server = try LoopbackServer { _ in
      .raw("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Late: 1\r\n\r\n")
    }
    defer { server.close() }
    let answer = try await CurlTransport().send(OutboundRequest(method: "GET", url: server.url))
    #expect(answer.status == 200 && answer.headers["x-early"] == nil && answer.headers["x-late"] == "1")
  }

  @Test("refuses an answer longer than the limit, and takes one that just fits")
  func answerLimit() async throws {
    let server = try LoopbackServer { heard in
      LoopbackServer.answer("200 OK", String(repeating: "x", count: heard.head.contains("/long") ? 101 : 100))
    }
    defer { server.close() }
    let settings = CurlSettings(maximumAnswerBytes: 100)
    let fits = try await CurlTransport(settings).send(OutboundRequest(method: "GET", url: "\(server.url)/short"))
    #expect(fits.body.count == 100)
    let error = try await error(OutboundRequest(method: "GET", url: "\(server.url)/long"), settings)
    #expect(error.detail.contains("longer than 100 bytes") && error.mayHaveArrived)
  }

  @Test("refuses headers longer than the limit")
  func headerLimit() async throws {
    let server = try LoopbackServer { _ in LoopbackServer.answer(headers: ["X-Long: " + String(repeating: "x", count: 5000)]) }
    defer { server.close() }
    let error = try await error(OutboundRequest(method: "GET", url: server.url), CurlSettings(maximumHeaderBytes: 4096))
    #expect(error.detail.contains("headers are longer than 4096 bytes"))
  }

  @Test("says that nothing arrived where nobody listens, and names no path, query or header")
  func refused() async throws {
    let server = try LoopbackServer { _ in .hangUp }
    server.close()
    let url = "http://127.0.0.1:1/secret-path?token=secret-query"
    let error = try await error(OutboundRequest(method: "GET", url: url, headers: [("Authorization", "secret-header")]))
    #expect(!error.mayHaveArrived)
    #expect(error.detail.hasPrefix("127.0.0.1:1: "))
    #expect(!error.detail.contains("secret"))
  }

  @Test("says that it may have arrived where the other side hangs up or is silent", arguments: [true, false])
  func mayHaveArrived(hangsUp: Bool) async throws {
    let server = try LoopbackServer { _ in hangsUp ? .hangUp : .silence }
    defer { server.close() }
    let request = OutboundRequest(method: "POST", url: server.url, body: [1], timeoutNanoseconds: 200_000_000)
    let error = try await error(request)
    #expect(error.mayHaveArrived, "\(error.detail)")
  }

  @Test("gives up a request that found no turn in its time, and refuses what is more than may wait")
  func waiting() async throws {
    let server = try LoopbackServer { _ in .silence }
    defer { server.close() }
    let transport = try CurlTransport(CurlSettings(maximumConcurrent: 1, maximumWaiting: 2))
    let details = await withTaskGroup(of: String.self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            let request = OutboundRequest(method: "GET", url: server.url, timeoutNanoseconds: 300_000_000)
            return "\(try await transport.send(request).status)"
          } catch {
            return (error as? TransportError)?.detail ?? "\(error)"
          }
        }
      }
      return await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(details.count == 8)
    #expect(details.contains { $0.contains("requests wait already") }, "\(details)")
  }

  @Test("ends with its task")
  func cancelled() async throws {
    let server = try LoopbackServer { _ in .silence }
    defer { server.close() }
    let transport = try CurlTransport()
    let request = OutboundRequest(method: "GET", url: server.url, timeoutNanoseconds: 600_000_000_000)
    let task = Task { try await transport.send(request) }
    while server.heard.isEmpty { try await Task.sleep(nanoseconds: 1_000_000) }
    task.cancel()
    await #expect(throws: TransportError.self) { try await task.value }
  }

  @Test(
    "refuses what is no absolute http URL, or holds a password",
    arguments: ["", "/path", "ftp://example.org/", "file:///etc/passwd", "http://", "http://user:hidden@example.org/", "nonsense"])
  func badURLs(url: String) async throws {
    let error = try await error(OutboundRequest(method: "GET", url: url))
    #expect(!error.mayHaveArrived && !error.detail.contains("hidden"))
  }

  @Test(
    "refuses headers and methods that would begin another line",
    arguments: [("X", "a\r\nY: b"), ("X\n", "a"), ("", "a"), ("X: y", "a"), ("X", "\u{0}")])
  func badHeaders(name: String, value: String) async throws {
    let error = try await error(OutboundRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [(name, value)]))
    #expect(error.detail.contains("header"))
    let method = try await self.error(OutboundRequest(method: "GET /x HTTP/1.1\r\n", url: "http://127.0.0.1:1/"))
    #expect(method.detail.contains("method"))
  }

  @Test("refuses settings that name files that are not there, or a certificate without its key")
  func badSettings() {
    #expect(throws: TransportError.self) { try CurlTransport(CurlSettings(authorityFile: "/nowhere/ca.pem")) }
    #expect(throws: TransportError.self) { try CurlTransport(CurlSettings(clientCertificateFile: #filePath)) }
  }
}
