import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEnforcement
import ArresterKafka
import Foundation
import Synchronization
import Testing

@testable import Arrester

/// A whole service in this process, in enforce mode: with enforcers of the test, and patience of its own.
final class LiveService: Sendable {
  let ports = ServicePorts()
  private let settings: ArresterKafka.KafkaSettings
  private let input: String
  /// Where it is on librdkafka's embedded cluster.
  private let cluster: KafkaMockCluster?
  private let lines = Lines()
  private let isAskedToStop = Flag()
  private let hasEnded = DispatchSemaphore(value: 0)

  /// On an embedded cluster of its own.
  convenience init(_ enforcers: [any Enforcer], _ settings: EnforcementSettings = EnforcementSettings()) throws {
    let cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.audit, output.deadLetters] {
      try cluster.createTopic(topic, partitions: 1)
    }
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    try self.init(configuration, enforcers, settings, cluster)
  }

  /// - Parameter configuration: says where Kafka is, and which topics are whose.
  init(
    _ configuration: ServeConfiguration, _ enforcers: [any Enforcer] = [], _ settings: EnforcementSettings = EnforcementSettings(),
    _ cluster: KafkaMockCluster? = nil
  ) throws {
    var configuration = configuration
    configuration.kafka.startAt = .earliest
    configuration.mode.fallback = .enforce
    self.settings = ArresterKafka.KafkaSettings(bootstrapServers: configuration.kafka.bootstrapServers)
    input = configuration.kafka.topics.first ?? ""
    self.cluster = cluster
    var options = ServiceOptions(configuration: configuration, model: try ModelLoader.load())
    options.enforcers = enforcers
    let log = Log(write: { [lines] line in lines.add(line) })
    let service = try StreamService(options, log: log, ports: ports, shouldStop: { [isAskedToStop] in isAskedToStop.isSet })
    if !enforcers.isEmpty {
      service.desk = EnforcementDesk(
        enforcers: enforcers, settings: Dictionary(uniqueKeysWithValues: enforcers.map { ($0.name, settings) }), loop: ports.loop, log: log)
    }
    // Made here, and from now on the thread's alone.
    let owned = Owned(service: service)
    Thread.detachNewThread { [hasEnded] in
      _ = try? owned.service.run()
      hasEnded.signal()
    }
  }

  /// Lets it drain and leave.
  func stop() {
    isAskedToStop.set()
    hasEnded.wait()
  }

  /// Puts events into its topic.
  func send(_ events: [TrailEvent]) throws {
    let producer = try KafkaProducer(settings)
    defer { producer.close() }
    for event in events { try producer.send(KafkaRecord(topic: input, key: event.principal, value: event.line)) }
    try producer.flush(timeoutMilliseconds: 30_000)
  }

  func state(of key: BreakerKey) async -> BreakerState? {
    try? await ports.loop.perform { $0.board?.breakers[key]?.state }.value
  }

  /// What stands with the enforcers about this principal.
  func orders(of key: BreakerKey) async -> [OrderState] {
    guard let desk = try? await ports.loop.perform({ $0.desk }).value else { return [] }
    return await desk.states(of: key)
  }

  /// The lines of its log that say `message`.
  func logged(_ message: String) -> [String] { lines.all.filter { $0.contains("\"message\":\"\(message)\"") } }

  /// What was paged about that principal.
  func pages(about principal: String) -> [String] {
    logged("page").filter { $0.contains(principal) }
  }

  /// Waits without holding a thread: this process has work to do meanwhile.
  func waits(for what: Comment, seconds: Double = 60, until isTrue: () async -> Bool) async throws {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
      if await isTrue() { return }
      try await Task.sleep(nanoseconds: 20_000_000)
    }
    Issue.record("it did not come to that in \(seconds) s: \(what)\n\(lines.all.suffix(20).joined(separator: "\n"))")
    throw CancellationError()
  }

  /// Unchecked: handed from one thread to another once.
  private struct Owned: @unchecked Sendable {
    let service: StreamService
  }

  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock(\.self) }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private final class Flag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
  }
}
