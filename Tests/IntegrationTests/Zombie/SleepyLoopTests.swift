import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import Foundation
import Testing

@testable import Arrester

extension ProgramTests {
  /// The loop sleeps, and librdkafka's own threads do not: the member is put out of its group while it is about to write.
  @Suite("a loop that slept", .timeLimit(.minutes(3)))
  struct SleepyLoop {
    private let folder = NSTemporaryDirectory() + "arrester-sleepy-\(UUID().uuidString)"
    private let topics: Topics
    private let timeouts = ["session.timeout.ms": "3000", "heartbeat.interval.ms": "500", "max.poll.interval.ms": "4000"]

    init() throws {
      topics = try Topics("sleepy", on: ProgramTests.broker())
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try String(repeating: "k", count: 64).write(toFile: "\(folder)/key", atomically: true, encoding: .utf8)
    }

    @Test("what it decides then, without an event, is refused and not recorded: the group has gone on, the breaker is another's")
    func slept() async throws {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let one = try LiveService(configuration())
      defer { one.stop() }
      try await one.waits(for: "it has its partition") { !one.logged("assigned").isEmpty }
      let (asleep, alarm) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let key = BreakerKey(platform: .aws, homeScope: TrailEvent.account, principal: principal, kind: .agent)
      let told = Task {
        try await one.ports.loop.perform(patienceNanoseconds: 60 * Timestamp.nanosecondsPerSecond) { loop in
          asleep.signal()
          alarm.wait()
          loop.command(.forceOpen, for: key)
        }
      }
      // Were it still awake when the other one comes, it would give its partition away in good order.
      try await one.waits(for: "it sleeps") { asleep.wait(timeout: .now()) == .success }
      let two = try Program(["serve", "--configuration", try file()])
      let isDecided = try strike(one, two)
      alarm.signal()
      try #require(isDecided, "\(two.errors)")
      await #expect(throws: LoopError.handedOver) { _ = try await told.value }
      let states = try topics.read(topics.breakers).map { try Verdicts.fields($0.value) }
        .filter { $0["type"] as? String == "breaker" }.compactMap { $0["state"] as? String }
      #expect(states == ["open"], "\(states)")
      try await one.waits(for: "it belongs to its group again") { one.logged("revoked").count >= 1 }
      two.terminate()
      #expect(two.waitForEnd(seconds: 20) && two.status == 0, "\(two.errors)")
    }

    private var principal: String { "arn:aws:iam::\(TrailEvent.account):role/late-agent" }

    /// - Returns: whether the other one has taken over, and decided about it.
    private func strike(_ one: LiveService, _ two: Program) throws -> Bool {
      guard Waiting.until(seconds: 60, { !two.logged("assigned").isEmpty }) else { return false }
      let now = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond)
      try one.send(Story.oneStrike.events(role: "late-agent", second: now - 20, label: "late-\(now)"))
      return try topics.wait(seconds: 30, forTripOf: "late-agent")
    }

    private func configuration() -> ServeConfiguration {
      var configuration = ServeConfiguration()
      configuration.kafka.bootstrapServers = topics.broker.address
      configuration.kafka.group = topics.group
      configuration.kafka.topics = [topics.input]
      configuration.kafka.librdkafka = timeouts.mapValues { .text($0) }
      configuration.output.findings = topics.findings
      configuration.output.breakers = topics.breakers
      configuration.output.audit = topics.audit
      configuration.output.deadLetters = topics.deadLetters
      configuration.recordKey = .file("\(folder)/key")
      return configuration
    }

    /// The same for another process.
    private func file() throws -> String {
      let properties = timeouts.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value)\"" }.joined(separator: ", ")
      let text = """
        kafka:
          bootstrapServers: \(topics.broker.address)
          group: \(topics.group)
          topics: [\(topics.input)]
          startAt: earliest
          librdkafka: {\(properties)}
        output: {findings: \(topics.findings), breakers: \(topics.breakers), audit: \(topics.audit), deadLetters: \(topics.deadLetters)}
        mode: enforce
        recordKey: {file: \(folder)/key}
        """
      let path = "\(folder)/two.yaml"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
  }
}
