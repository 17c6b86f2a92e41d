import Foundation
import Synchronization
import Testing

@testable import ArresterServer

@Suite("A body that goes on")
struct ResponseStreamTests {
  private func take(_ stream: ResponseStream, most: Int = 1_000) -> (ResponseStream.Taken, String) {
    var buffer = [UInt8](repeating: 0, count: most)
    let taken = buffer.withUnsafeMutableBytes { stream.take(into: $0, suspend: {}, resume: {}) }
    guard case .bytes(let count) = taken else { return (taken, "") }
    return (taken, String(decoding: buffer[..<count], as: UTF8.self))
  }

  @Test("gives what was written, in order and in pieces of any size")
  func order() {
    let stream = ResponseStream()
    stream.write(Array("one ".utf8))
    stream.write(Array("two".utf8))
    #expect(take(stream, most: 5).1 == "one t")
    #expect(take(stream, most: 5).1 == "wo")
    #expect(take(stream).0 == .nothing)
  }

  @Test("ends once what stands in the queue has been taken")
  func end() {
    let stream = ResponseStream()
    stream.write(Array("last".utf8))
    stream.end()
    #expect(!stream.write(Array("too late".utf8)))
    #expect(take(stream).1 == "last")
    #expect(take(stream).0 == .end)
  }

  @Test("wakes a connection that sleeps once, whatever is written after")
  func wake() {
    let stream = ResponseStream()
    let wakes = Mutex(0)
    var buffer = [UInt8](repeating: 0, count: 8)
    let taken = buffer.withUnsafeMutableBytes { stream.take(into: $0, suspend: {}, resume: { wakes.withLock { $0 += 1 } }) }
    #expect(taken == .nothing)
    stream.write([1])
    stream.write([2])
    stream.end()
    #expect(wakes.withLock(\.self) == 1)
  }

  @Test("sends a reader away that falls too far behind, and keeps nothing for it")
  func slow() {
    let stream = ResponseStream(mostBytes: 10)
    let told = Mutex(0)
    stream.onSlow { told.withLock { $0 += 1 } }
    #expect(stream.write(Array(repeating: 0, count: 10)))
    #expect(!stream.write([0]))
    #expect(stream.isOver)
    #expect(take(stream).0 == .end)
    #expect(told.withLock(\.self) == 1)
  }

  @Test("reaches its reader over HTTP as it is written, and the server stops although it is open")
  func served() async throws {
    let stream = ResponseStream()
    let route = Route(
      "GET", "/stream", .nobody,
      handler: .immediate { _ in
        var response = HTTPResponse(status: 200, headers: [("Content-Type", "text/event-stream")])
        response.stream = stream
        return response
      })
    let server = try TestServer([route])
    let client = server.client()
    stream.write(Array("first".utf8))
    await client.send(TestServer.request("GET", "/stream"))
    while !stream.isAsleep { await Task.yield() }
    stream.write(Array("second".utf8))
    while !stream.isAsleep { await Task.yield() }
    await Task.detached { server.server.stop() }.value
    #expect(await client.isClosed())
    let answer = await client.text
    #expect(answer.contains("Transfer-Encoding: chunked"))
    #expect(answer.hasSuffix("5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n"))
    #expect(stream.isOver)
  }

  @Test("is refused beyond the limit, and counted")
  func limit() async throws {
    let route = Route(
      "GET", "/stream", .nobody,
      handler: .immediate { _ in
        var response = HTTPResponse(status: 200)
        response.stream = ResponseStream()
        return response
      })
    let server = try TestServer([route]) { $0.limits.streams = 0 }
    let answer = try #require(await server.ask("GET", "/stream"))
    #expect(answer.status == 503)
    #expect(server.server.counters[.overStreamLimit] == 1)
  }
}
