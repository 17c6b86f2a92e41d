import Arrester
import ArresterBase
import ArresterKafka
import Foundation

/// A cluster, a topic, a service that is watched, and a reader of its findings: what stretches of events run against.
///
/// Belongs to the thread that makes it. `close` removes what was made.
final class StreamBench {
  let options: StreamBenchOptions
  let topics: BenchTopics
  let topic: String
  let ledger: TripLedger
  let costs: EventCosts
  let deletionsPerTrip: Int
  let service: OwnService?
  private let reader: NamedThread
  private let readerStops = SharedFlag()
  let pool: WorkPool
  /// How many streams of events were begun.
  private var streams = 0
  /// The agents of a stretch begin where the last one's ended.
  private var nextAgent = 0

  /// Starts everything and waits until it is ready.
  init(_ options: StreamBenchOptions, model: Model, progress: (String) -> Void, shouldStop: () -> Bool) throws {
    try options.check()
    self.options = options
    let prepared = options.hasOwnService ? BenchModel.prepared(model) : model
    let probe = TripProbe(model: prepared)
    deletionsPerTrip = try probe.deletionsPerTrip()
    progress("measuring what an event costs")
    pool = WorkPool(options.traffic.shape)
    costs = probe.costs(options.traffic, pool, deletionsPerTrip: deletionsPerTrip)
    topics = try BenchTopics(bootstrap: options.bootstrap, properties: options.properties)
    ledger = TripLedger(run: topics.run)
    topic = options.topic ?? topics.name("events")
    progress("making topics at \(topics.bootstrapServers)")
    do {
      (service, reader) = try StreamBench.start(options, topics, topic, prepared, ledger, readerStops)
    } catch {
      _ = topics.removeAll()
      throw error
    }
    do { try waitUntilReady(progress, shouldStop) } catch {
      close()
      throw error
    }
  }

  private static func start(
    _ options: StreamBenchOptions, _ topics: BenchTopics, _ topic: String, _ model: Model, _ ledger: TripLedger, _ stops: SharedFlag
  ) throws -> (OwnService?, NamedThread) {
    if options.topic == nil {
      try topics.make(topic, partitions: options.partitions)
    } else {
      try topics.require(topic, "create it, or leave --topic out and let one be made (with --serve)")
    }
    let service = options.hasOwnService ? try OwnService(topics, topic: topic, model: model, ledger: ledger) : nil
    let findings = service?.findingsTopic ?? options.findingsTopic
    if service == nil { try topics.require(findings, "name the topic of the service's findings with --findings") }
    let ready = SharedFlag()
    let group = topics.name("findings-reader")
    let reader = NamedThread("bench-read") {
      let reader = try FindingReader(topics.consumerSettings, topic: findings, group: group, ledger: ledger) { ready.set() }
      try reader.run { stops.isSet }
    }
    do {
      let what = "the findings topic \(findings) at \(topics.bootstrapServers) gave no partitions"
      try ready.wait(seconds: readySeconds, orUntil: reader, what: what)
    } catch {
      stops.set()
      try service?.stop()
      throw error
    }
    return (service, reader)
  }

  private static let readySeconds = 30.0

  /// Sends single events until the service takes them.
  private func waitUntilReady(_ progress: (String) -> Void, _ shouldStop: () -> Bool) throws {
    guard let service else { return }
    progress("waiting for the service")
    let producer = try KafkaProducer(topics.settings())
    defer { producer.close() }
    let traffic = makeTraffic(ratePerSecond: 1)
    let deadline = Date().addingTimeInterval(StreamBench.readySeconds)
    while service.ports.messagesTaken == 0 {
      guard Date() < deadline else { throw BenchError("the service took nothing within \(Int(StreamBench.readySeconds)) s") }
      guard !shouldStop() else { throw BenchError("stopped before anything was measured") }
      try service.check()
      let message = traffic.nextWork(now: SystemClock().now())
      try producer.send(KafkaRecord(topic: topic, key: message.key, value: message.value))
      try producer.flush(timeoutMilliseconds: 10_000)
      usleep(200_000)
    }
  }

  private func makeTraffic(ratePerSecond: Int) -> Traffic {
    defer { streams += 1 }
    return Traffic(
      options.traffic, pool: pool, run: topics.run, ratePerSecond: ratePerSecond, deletionsPerTrip: deletionsPerTrip,
      firstAgent: nextAgent, stretch: streams)
  }

  /// Runs one stretch.
  func stretch(
    ratePerSecond: Int, seconds: Double, warmUpSeconds: Double, shouldStop: @escaping () -> Bool, onSample: (LagSample) -> Void
  ) throws -> (outcome: Stretch.Outcome, rounds: RoundTotals.Sum?) {
    let plan = Stretch.Plan(
      topic: topic, ratePerSecond: ratePerSecond, seconds: seconds, warmUpSeconds: warmUpSeconds,
      lingerMilliseconds: options.lingerMilliseconds)
    let traffic = makeTraffic(ratePerSecond: ratePerSecond)
    let stretch = Stretch(plan, topics: topics, traffic: traffic, ledger: ledger)
    defer { nextAgent = traffic.firstAgent + traffic.agentCount }
    let own = service.map { service in
      OwnServiceWatch(service, ledger) { String(decoding: traffic.agentKey($0), as: UTF8.self) }
    }
    let watch: any StretchWatch = own ?? RemoteWatch(reader: reader)
    let outcome = try stretch.run(watch: watch, shouldStop: shouldStop, onSample: onSample)
    return (outcome, own?.rounds)
  }

  /// Waits until the service has caught up with everything that was sent.
  func settle(seconds: Double, shouldStop: () -> Bool) throws {
    guard let service else { return }
    let deadline = Date().addingTimeInterval(seconds)
    var last = -1
    while service.ports.messagesTaken != last, Date() < deadline, !shouldStop() {
      last = service.ports.messagesTaken
      usleep(300_000)
      try service.check()
    }
  }

  /// Stops what was started and removes what was made.
  /// - Returns: what could not be cleaned up.
  @discardableResult
  func close() -> [String] {
    readerStops.set()
    var problems: [String] = []
    do { try service?.stop() } catch { problems.append("\(error)") }
    do { _ = try reader.join(seconds: 10) } catch { problems.append("\(error)") }
    if let left = topics.removeAll() { problems.append(left) }
    return problems
  }
}
