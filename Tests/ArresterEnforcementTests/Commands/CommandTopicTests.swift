import ArresterBreaker
import Synchronization
import Testing

@testable import ArresterEnforcement

@Suite("A topic of commands", .timeLimit(.minutes(1)))
struct CommandTopicTests {
  /// A topic in memory.
  final class Topic: CommandSink {
    let records = Mutex<[(key: String, value: [UInt8])]>([])
    let failures: Mutex<[EnforcementError]>
    let found: String?

    init(failures: [EnforcementError] = [], found: String? = nil) {
      self.failures = Mutex(failures)
      self.found = found
    }

    func send(key: String, value: [UInt8]) async throws(EnforcementError) {
      if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
      records.withLock { $0.append((key, value)) }
    }

    func problem() async -> String? { found }
  }

  @Test("gets the body of a webhook, keyed by principal")
  func record() async throws {
    let topic = Topic()
    let enforcer = CommandTopicEnforcer(name: "commands", platforms: [.aws], topic: "arrester.commands", sink: topic)
    try await enforcer.apply(try await enforcer.plan(makeOrder()))
    let records = topic.records.withLock { $0 }
    #expect(records.map(\.key) == [makeKey().principal])
    #expect(records.map(\.value) == [BreakerMessage(makeOrder()).body])
  }

  @Test("is tried again until Kafka has the record, which is the acknowledgement")
  func retried() async {
    let topic = Topic(failures: [throttled])
    let (clock, recorder) = (ManualClock(), Recorder())
    let runner = EnforcementRunner(
      enforcers: [CommandTopicEnforcer(name: "commands", platforms: [.aws], topic: "arrester.commands", sink: topic)],
      settings: EnforcementSettings(), observer: recorder, wallClock: clock, clock: clock, random: { 0 })
    await runner.carryOut(makeOrder())
    let outcomes = await recorder.until("commands confirmed")
    #expect(outcomes.map(\.word) == ["failed", "confirmed"])
    #expect(topic.records.withLock { $0.count } == 1)
  }

  @Test("says what is wrong with it before it counts")
  func check() async {
    let enforcer = CommandTopicEnforcer(
      name: "commands", platforms: [.aws], topic: "arrester.commands", sink: Topic(found: "the topic does not exist"))
    #expect(await enforcer.check().map(\.found) == ["the topic does not exist"])
  }
}
