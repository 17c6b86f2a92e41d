import Testing

@testable import ArresterBench

@Suite("a client before servers of every kind", .serialized)
struct RequestClientTests {
  private static let body = #"{"decision":"allow"}"#
  private static let good = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n"

  private func run(_ server: ScriptedServer, _ pace: RequestPace, drainNanoseconds: Int64? = nil) throws -> RequestTally {
    let questions = DecideQuestions(principals: ["a", "b"], address: server.address, token: "token")
    var client = try RequestClient(server.address, connections: 1, questions: questions)
    if let drainNanoseconds { client.drainNanoseconds = drainNanoseconds }
    return try client.run(pace, shouldStop: { false })
  }

  @Test("a connection that the server ends after each answer is made anew, and no request is lost")
  func lastAnswers() throws {
    let server = try ScriptedServer(answer: Self.good + "Connection: close\r\n\r\n" + Self.body, closes: true)
    let tally = try run(server, .whenFree(count: 20))
    #expect(tally.allowed == 20)
    #expect(tally.failures.isEmpty)
  }

  @Test("what is no decision, or no HTTP, is an error of its kind")
  func nonsense() throws {
    let cases: [(answer: String, failure: RequestFailure)] = [
      ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", .unreadable), ("SSH-2.0-OpenSSH_9.2\r\n\r\n", .unreadable),
      ("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", .status(503)), ("", .connectionLost),
    ]
    for (answer, failure) in cases {
      let tally = try run(ScriptedServer(answer: answer, closes: answer.isEmpty), .whenFree(count: 3))
      #expect(tally.failures == [failure: 3], "\(answer)")
      #expect(tally.latency.count == 3)
      #expect(tally.answered == 0)
    }
  }

  @Test("a request that waits for a connection has waited since it was due")
  func coordinatedOmission() throws {
    let server = try ScriptedServer(answer: Self.good + "\r\n" + Self.body, delayMicroseconds: 20_000)
    let tally = try run(server, .scheduled(OpenLoopSchedule(ratePerSecond: 1000), count: 5))
    #expect(tally.answered == 5)
    // The fifth was due after 4 ms, and its answer came after five times 20 ms at the earliest.
    #expect(tally.latency.max >= 96_000_000)
    #expect(tally.lateness.max >= 76_000_000)
  }

  @Test("requests that no connection was free for are errors, and their waiting counts")
  func neverSent() throws {
    let server = try ScriptedServer(answer: Self.good + "\r\n" + Self.body, delayMicroseconds: 20_000)
    let tally = try run(server, .scheduled(OpenLoopSchedule(ratePerSecond: 1000), count: 10), drainNanoseconds: 0)
    #expect(tally.failures[.neverSent, default: 0] >= 8)
    #expect(tally.answered + tally.failed == 10)
    #expect(tally.latency.count == 10)
  }
}
