import ArresterBase
import ArresterEnforcement
import Testing

@testable import ArresterAlerts

@Suite("What an answer means for an alert")
struct AlertSenderTests {
  private struct Clock: WallClock { func now() -> Int64 { Alerts.start } }

  private func outcome(_ answer: Result<InboundAnswer, TransportError>) async -> AlertSender.Outcome {
    await AlertSender(Alerts.receiver(.slack), transport: ScriptedTransport([answer]), clock: Clock()).send(Alerts.trip())
  }

  @Test("2xx is taken", arguments: [200, 202, 204])
  func taken(status: Int) async { #expect(await outcome(.success(InboundAnswer(status: status))) == .delivered) }

  @Test("what is said of the body is final, and names no path", arguments: [400, 413, 422])
  func refused(status: Int) async {
    #expect(await outcome(.success(InboundAnswer(status: status))) == .refused("https://hooks.example.org answered \(status)"))
  }

  @Test("everything else may pass", arguments: [301, 401, 403, 404, 408, 410, 429, 500, 503])
  func failed(status: Int) async {
    guard case .failed = await outcome(.success(InboundAnswer(status: status))) else {
      Issue.record("\(status) was taken for final")
      return
    }
  }

  @Test("a receiver may ask for time")
  func retryAfter() async {
    let answer = InboundAnswer(status: 429, headers: ["retry-after": "30"])
    #expect(
      await outcome(.success(answer)) == .failed("https://hooks.example.org answered 429", retryAfterNanoseconds: 30 * Alerts.second))
  }

  @Test("no answer is a failure for now")
  func unreachable() async {
    let error = TransportError(detail: "connection refused", mayHaveArrived: false)
    #expect(await outcome(.failure(error)) == .failed("https://hooks.example.org: connection refused", retryAfterNanoseconds: nil))
  }

  @Test("Alertmanager is asked under its own path, others where they said")
  func paths() {
    var receiver = Alerts.receiver(.alertmanager)
    #expect(receiver.request(Alerts.trip(), now: 0).url == "https://hooks.example.org/T0/secret/api/v2/alerts")
    receiver.form = .slack
    #expect(receiver.request(Alerts.trip(), now: 0).url == "https://hooks.example.org/T0/secret")
  }
}

@Suite("How long a receiver is left alone")
struct AlertBackoffTests {
  @Test("twice as long each time, up to a minute, between half and all of it")
  func doubles() {
    var backoff = AlertBackoff()
    let pauses = (0..<9).map { _ in backoff.next(retryAfterNanoseconds: nil, chance: 0) / 500_000_000 }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60])
    backoff.reset()
    #expect(backoff.next(retryAfterNanoseconds: nil, chance: 0.5) == 750_000_000)
  }

  @Test("no less than it asks for, up to ten minutes")
  func asked() {
    var backoff = AlertBackoff()
    #expect(backoff.next(retryAfterNanoseconds: 30 * Alerts.second, chance: 0) == 30 * Alerts.second)
    #expect(backoff.next(retryAfterNanoseconds: .max, chance: 0) == 600 * Alerts.second)
    #expect(backoff.next(retryAfterNanoseconds: -5, chance: 0) == 2 * Alerts.second)
  }
}
