import ArresterBase
import ArresterConfiguration
import ArresterEngine
import ArresterKafka
import Foundation
import Synchronization

/// The embedded Kafka cluster of the demonstration, with a service on a thread of its own.
final class DemoCluster: @unchecked Sendable {
  let ports: ServicePorts
  let cloud = DemoCloud()
  let gate = DemoPerson("gate")
  let olga = DemoPerson("Olga")
  let approvers = [DemoPerson("Anna"), DemoPerson("Ben")]
  private(set) var port: UInt16 = 0
  private let cluster: KafkaMockCluster
  private let list: VerdictList
  private let outcome = Mutex<(any Error)?>(nil)
  private let isStopping = Atomic<Bool>(false)
  private let ended = DispatchSemaphore(value: 0)
  private static let topic = "cloudtrail"

  init(model: Model) throws {
    cluster = try KafkaMockCluster()
    let seen = VerdictList()
    list = seen
    ports = ServicePorts { verdict in seen.append(verdict) }
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = [DemoCluster.topic]
    configuration.kafka.startAt = .earliest
    configuration.mode.fallback = .enforce
    admit(&configuration)
    let output = configuration.output
    for topic in [DemoCluster.topic, output.findings, output.breakers, output.audit, output.deadLetters] {
      try cluster.createTopic(topic, partitions: 1)
    }
    var options = ServiceOptions(configuration: configuration, model: model)
    options.enforcers = [cloud]
    try start(options)
  }

  /// A machine that asks before each write, a person who operates, and two who approve.
  private func admit(_ configuration: inout ServeConfiguration) {
    var http = HTTPSettings()
    http.listen = "127.0.0.1:0"
    var caller = CallerSettings()
    caller.name = gate.name
    caller.may = [.decide]
    caller.tokenSHA256 = gate.tokenSHA256
    http.callers = [caller]
    configuration.http = http
    configuration.people = ([olga] + approvers).map { person in
      var settings = PersonSettings()
      settings.name = person.name
      settings.roles = person.name == olga.name ? [.operator] : [.approver]
      settings.tokenSHA256 = [person.tokenSHA256]
      return settings
    }
  }

  var bootstrapServers: String { cluster.bootstrapServers }

  /// The first trip or page so far.
  var trip: Verdict? { list.first { $0.type != .warn } }

  func hasTripped(_ principal: String) -> Bool { list.first { $0.type == .trip && $0.principal == principal } != nil }

  /// A producer into the input topic; for the calling thread.
  func makeProducer() throws -> DemoProducer {
    DemoProducer(try KafkaProducer(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers)), topic: DemoCluster.topic)
  }

  /// Waits until `count` messages were decided.
  /// - Throws: what stopped the service, or `DemoError` after 30 s.
  func waitUntilTaken(_ count: Int) throws {
    let deadline = SystemClock.monotonic() + 30 * Timestamp.nanosecondsPerSecond
    while ports.messagesTaken < count {
      if let error = outcome.withLock(\.self) { throw error }
      guard SystemClock.monotonic() < deadline else { throw DemoError(what: "the service did not read \(count) records within 30 s") }
      usleep(500)
    }
  }

  func stop() {
    isStopping.store(true, ordering: .relaxed)
    _ = ended.wait(timeout: .now() + 10)
  }

  private func start(_ options: ServiceOptions) throws {
    let service = try RunningService(
      options, log: Log(level: .error), ports: ports, shouldStop: { [self] in isStopping.load(ordering: .relaxed) })
    port = service.port ?? 0
    // The thread's alone from here on.
    nonisolated(unsafe) let running = service
    let thread = Thread { [self] in
      do { _ = try running.run() } catch {
        outcome.withLock { $0 = error }
      }
      ended.signal()
    }
    thread.stackSize = 8 * 1024 * 1024
    thread.start()
  }
}

/// Verdicts as the service's thread tells them.
final class VerdictList: Sendable {
  private let verdicts = Mutex<[Verdict]>([])

  func append(_ verdict: Verdict) { verdicts.withLock { $0.append(verdict) } }

  func first(where matches: (Verdict) -> Bool) -> Verdict? { verdicts.withLock { $0.first(where: matches) } }
}

/// The demonstration cannot go on.
struct DemoError: Error, CustomStringConvertible {
  var what: String
  var description: String { "the demo stopped: \(what)" }
}

/// Puts the demonstration's records into the input topic.
final class DemoProducer {
  private let producer: KafkaProducer
  private let topic: String
  private(set) var sent = 0

  init(_ producer: KafkaProducer, topic: String) {
    self.producer = producer
    self.topic = topic
  }

  func send(_ record: DemoEvents.Record) throws {
    try producer.send(KafkaRecord(topic: topic, key: record.key.isEmpty ? nil : record.key, value: record.bytes))
    sent += 1
  }

  func flush() throws { try producer.flush(timeoutMilliseconds: 10_000) }

  func close() { producer.close() }
}
