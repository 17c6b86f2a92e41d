import ArresterAlerts
import ArresterBase
import ArresterEnforcement
import ArresterKafka
import Foundation
import Synchronization
import Testing

@testable import Arrester

@Suite("a relay of alerts", .serialized, .timeLimit(.minutes(2)))
struct AlertRelayTests {
  private let cluster: KafkaMockCluster
  private let board = AlertBoard()
  private let lines = LogLines()

  init() throws {
    cluster = try KafkaMockCluster()
    try cluster.createTopic("findings", partitions: 1)
  }

  /// The embedded cluster keeps the place of a member that has left until its session ends.
  private var kafka: KafkaSettings {
    KafkaSettings(bootstrapServers: cluster.bootstrapServers, properties: ["session.timeout.ms": "6000"])
  }

  private func relay(_ receiver: FakeReceiver, maximumAge: Int64 = .max, digest: Int64 = 0) throws -> AlertRelay {
    let address = try WebhookAddress("https://hooks.example.org/", allowInsecure: false)
    let known = AlertReceiver(name: "chat", form: .slack, address: address, timeoutNanoseconds: 1_000_000_000, console: nil)
    let settings = AlertRelay.Settings(
      group: "g.alerts.chat", topic: "findings", kafka: kafka, maximumAgeNanoseconds: maximumAge, digestNanoseconds: digest)
    let relay = AlertRelay(
      settings, AlertSender(known, transport: receiver), board: board, log: Log(write: { [lines] in lines.append($0) }))
    relay.start()
    return relay
  }

  private func end(_ relay: AlertRelay) {
    relay.stop()
    relay.join()
  }

  private var reading: AlertReading { board.all.first?.reading ?? AlertReading() }

  private func waits(for what: Comment, _ isTrue: () -> Bool) async throws {
    for _ in 0..<1500 {
      if isTrue() { return }
      try await Task.sleep(nanoseconds: 20_000_000)
    }
    Issue.record("it did not come to that: \(what)\n\(lines.all.joined(separator: "\n"))")
  }

  /// The embedded cluster knows no times: what is to be told comes after the relay has begun.
  private func write(_ findings: [[UInt8]]) async throws {
    try await waits(for: "it reads the topic") { reading.partitions == 1 }
    let producer = try KafkaProducer(kafka)
    defer { producer.close() }
    for finding in findings { try producer.send(KafkaRecord(topic: "findings", key: Array("p".utf8), value: finding)) }
    try producer.flush(timeoutMilliseconds: 10_000)
  }

  /// Findings of trips of agents with these names.
  private func trips(_ names: String...) throws -> [[UInt8]] {
    let trip = try Boards.trip()
    return names.map { name in
      var verdict = trip
      (verdict.principal, verdict.identifier) = (name, "trip-of-\(name)")
      return FindingRecord.json(verdict, decision: "open")
    }
  }

  @Test("one is told after the other, each until it is taken; what comes after a restart is not told twice")
  func order() async throws {
    let receiver = FakeReceiver(failing: 2)
    var relay = try relay(receiver)
    try await write(try trips("a", "b"))
    try await waits(for: "both are told") { reading.delivered == 2 }
    #expect(receiver.told == ["a", "a", "a", "b"])
    #expect(reading.failures == 2 && !reading.isFailing)
    #expect(lines.all.contains { $0.contains("alerts do not get out") })
    end(relay)
    relay = try self.relay(receiver)
    try await write(try trips("c"))
    try await waits(for: "the third is told") { reading.delivered == 3 }
    #expect(receiver.told.suffix(2) == ["b", "c"])
    end(relay)
  }

  @Test("what a receiver will never take is counted, and does not hold up the rest")
  func refused() async throws {
    let receiver = FakeReceiver(refusing: ["a"])
    let relay = try relay(receiver)
    try await write(try trips("a", "b") + [Array("no finding".utf8)] + trips("b"))
    try await waits(for: "all are seen") { reading.delivered == 1 && reading.repeated == 1 }
    #expect(reading.refused == 1 && reading.unreadable == 1)
    end(relay)
  }

  @Test("what could not be told for too long is not told any more, and counted")
  func outdated() async throws {
    let receiver = FakeReceiver()
    let relay = try relay(receiver, maximumAge: -1)
    try await write(try trips("a"))
    try await waits(for: "it is given up") { reading.outdated == 1 }
    #expect(receiver.told.isEmpty)
    end(relay)
  }

  @Test("warnings are told together, and only where they are wanted", arguments: [1, 0])
  func warnings(digest: Int64) async throws {
    let receiver = FakeReceiver()
    let relay = try relay(receiver, digest: digest)
    var verdict = try Boards.trip()
    (verdict.type, verdict.rule) = (.warn, nil)
    try await write([FindingRecord.json(verdict)] + trips("last"))
    try await waits(for: "all are seen") { reading.delivered == (digest > 0 ? 2 : 1) }
    #expect(receiver.bodies.contains { $0.contains("1 warnings") } == (digest > 0))
    end(relay)
  }

  @Test("a digest that is not taken is tried again")
  func digestAgain() async throws {
    let relay = try relay(FakeReceiver(failing: 1), digest: 1)
    var verdict = try Boards.trip()
    (verdict.type, verdict.rule) = (.warn, nil)
    try await write([FindingRecord.json(verdict)])
    try await waits(for: "it is taken at last") { reading.delivered == 1 }
    #expect(reading.failures == 1)
    end(relay)
  }

  @Test("a request that never ends does not keep the service from ending")
  func hanging() async throws {
    let relay = try relay(FakeReceiver(hanging: true))
    try await write(try trips("a"))
    try await Task.sleep(nanoseconds: 500_000_000)
    let start = SystemClock.monotonic()
    end(relay)
    #expect(SystemClock.monotonic() - start < 10 * Timestamp.nanosecondsPerSecond)
  }
}

/// Takes what it is told, but for what it was made to fail, refuse or never answer.
private final class FakeReceiver: HTTPTransport {
  private let state: Mutex<State>
  private let refusing: [String]
  private let isHanging: Bool

  private struct State {
    var failing: Int
    var bodies: [String] = []
  }

  init(failing: Int = 0, refusing: [String] = [], hanging: Bool = false) {
    state = Mutex(State(failing: failing))
    self.refusing = refusing
    isHanging = hanging
  }

  var bodies: [String] { state.withLock(\.bodies) }

  /// The agents, in the order of the tries.
  var told: [String] {
    bodies.compactMap { body in body.firstMatch(of: /trip-of-([a-z]+)/).map { String($0.output.1) } }
  }

  func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer {
    if isHanging {
      try? await Task.sleep(nanoseconds: 3600 * 1_000_000_000)
      throw TransportError(detail: "cancelled", mayHaveArrived: true)
    }
    let body = String(decoding: request.body, as: UTF8.self)
    let status = state.withLock { state in
      state.bodies.append(body)
      if refusing.contains(where: { body.contains("trip-of-\($0)") }) { return 400 }
      if state.failing > 0 {
        state.failing -= 1
        return 503
      }
      return 200
    }
    return InboundAnswer(status: status)
  }
}
