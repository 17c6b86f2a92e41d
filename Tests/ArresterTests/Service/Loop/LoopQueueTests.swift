import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterKafka
import Synchronization
import Testing

@testable import Arrester

@Suite("work for the consuming thread")
struct LoopQueueTests {
  private let cluster: KafkaMockCluster
  private let service: StreamService
  private let key = BreakerKey(platform: .aws, homeScope: "123456789012", principal: "arn:aws:iam::123456789012:role/a", kind: .agent)

  init() throws {
    cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.deadLetters] { try cluster.createTopic(topic, partitions: 1) }
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    configuration.mode.fallback = .enforce
    let options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    service = try StreamService(options, log: Log(write: { _ in }), clock: StoppedClock.later, shouldStop: { false })
  }

  private func isAllowed() -> Bool { service.ports.decisions.decide(principal: key.principal).isAllowed }

  /// Starts work, and returns once it waits in the queue or is over.
  private func start<Value: Sendable>(
    patienceNanoseconds: Int64 = 20_000_000_000, _ body: @escaping @Sendable (ServiceLoop) throws -> Value
  ) async throws -> Task<Recorded<Value>, any Error> {
    let queue = service.ports.loop
    let waiting = queue.waitingCount
    let task = Task { try await queue.perform(patienceNanoseconds: patienceNanoseconds, body) }
    while queue.waitingCount == waiting { try await Task.sleep(nanoseconds: 1_000_000) }
    return task
  }

  /// Set by one task, seen by another.
  private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
  }

  @Test("is answered once what it changed is in Kafka, and denies before that")
  func recorded() async throws {
    let answer = Flag()
    let key = key
    let task = try await start { $0.command(.forceOpen, for: key) }
    let watcher = Task {
      let recorded = try await task.value
      answer.set()
      return recorded
    }
    service.serveLoop()
    #expect(!isAllowed())
    try await Task.sleep(nanoseconds: 20_000_000)
    #expect(!answer.isSet, "answered before the commit")
    try service.commitAll()
    #expect(try await watcher.value.isRecorded)
  }

  @Test("that changes nothing is answered at once")
  func unchanged() async throws {
    let task = try await start { $0.board?.breakers.count ?? -1 }
    service.serveLoop()
    let answer = try await task.value
    #expect(answer.value == 0 && answer.isRecorded)
  }

  @Test("that is not recorded in time is answered so, and stands all the same")
  func unrecorded() async throws {
    let key = key
    let task = try await start(patienceNanoseconds: 300_000_000) { $0.command(.forceOpen, for: key) }
    service.serveLoop()
    #expect(try await !task.value.isRecorded)
    #expect(!isAllowed())
  }

  @Test("that was not begun in time is never begun")
  func lateForIt() async throws {
    let key = key
    let task = try await start(patienceNanoseconds: 1_000_000) { $0.command(.forceOpen, for: key) }
    await #expect(throws: LoopError.busy) { try await task.value }
    service.serveLoop()
    #expect(isAllowed())
  }

  @Test("gets the error that it threw")
  func failed() async throws {
    struct Refused: Error {}
    let task = try await start { _ in throw Refused() }
    service.serveLoop()
    await #expect(throws: Refused.self) { try await task.value }
  }

  @Test("whose partitions went to another instance before it was recorded says so")
  func handedOver() async throws {
    let key = key
    let task = try await start { $0.command(.forceOpen, for: key) }
    service.serveLoop()
    service.forgetUncommitted()
    await #expect(throws: LoopError.handedOver) { try await task.value }
  }

  @Test("is refused where too much waits")
  func full() async throws {
    let queue = service.ports.loop
    for _ in 0..<LoopQueue.mostWaiting { #expect(queue.post { _ in }) }
    #expect(!queue.post { _ in })
    await #expect(throws: LoopError.full) { try await queue.perform { _ in } }
  }

  @Test("that still waits when the service leaves is told so")
  func closed() async throws {
    let task = try await start { _ in }
    service.ports.loop.close()
    await #expect(throws: LoopError.closed) { try await task.value }
  }
}
