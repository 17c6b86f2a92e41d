import Arrester
import ArresterBase
import ArresterKafka
import Glibc
import Synchronization

/// One stretch of events at one rate: sent on schedule by a thread of its own, watched from the calling thread.
final class Stretch {
  /// What is offered.
  struct Plan {
    var topic: String
    var ratePerSecond: Int
    var seconds: Double
    /// At the beginning, sent like the rest and not measured.
    var warmUpSeconds: Double
    /// What comes late may still come for so long after the last event was sent.
    var drainSeconds = 3.0
    /// librdkafka's: how long it waits for a batch to fill.
    var lingerMilliseconds: Double
  }

  /// What came of it.
  struct Outcome {
    var samples: [LagSample] = []
    /// Events from due to handed to librdkafka: the generator's own lateness.
    var sendLatency = HDRHistogram()
    /// From due to acknowledged by the brokers.
    var acknowledgeLatency = HDRHistogram()
    /// From due to taken by the service; nil where it runs elsewhere.
    var takeLatency: HDRHistogram?
    /// Those whose last deletion was due after the warm-up.
    var trips: [TripTimes] = []
    var sent = 0
    var acknowledged = 0
    var failed = 0
    var lastFailure: String?
    var threads = ThreadTimes()
    var busyShare = 0.0
    var network: (name: String, share: Double)?
    /// Over which threads and machine were watched.
    var watchedSeconds = 0.0
    var isComplete = true
    /// The longest time in which the watching thread, which sleeps a tenth of a second, did not run: the process was stopped, or had no
    /// core.
    var longestPauseSeconds = 0.0
  }

  let plan: Plan
  private let topics: BenchTopics
  private let traffic: Traffic
  private let ledger: TripLedger
  private let schedule: OpenLoopSchedule
  private let counts = StretchCounts()
  private let sentHistogram = Mutex(HDRHistogram())
  private let acknowledgedHistogram = Mutex(HDRHistogram())
  /// Of event 0, on the monotonic clock.
  private let start: Int64

  static let producerName = "bench-produce"
  private static let sampleMicroseconds: UInt32 = 100_000
  /// Connections and threads are made before the first event is due.
  private static let leadNanoseconds: Int64 = 300_000_000

  init(_ plan: Plan, topics: BenchTopics, traffic: Traffic, ledger: TripLedger) {
    self.plan = plan
    self.topics = topics
    self.traffic = traffic
    self.ledger = ledger
    schedule = OpenLoopSchedule(ratePerSecond: plan.ratePerSecond)
    start = SystemClock.monotonic() + Stretch.leadNanoseconds
  }

  var eventCount: Int { schedule.count(seconds: plan.warmUpSeconds + plan.seconds) }
  private var firstMeasured: Int { schedule.count(seconds: plan.warmUpSeconds) }

  /// Sends everything and waits for what comes of it.
  ///
  /// - Parameters:
  ///   - watch: what is known of the service; asked about every 0.1 ms by a thread of its own.
  ///   - onSample: told about ten times a second how it goes.
  func run(
    watch: StretchWatch, shouldStop: @escaping () -> Bool, onSample: (LagSample) -> Void
  ) throws -> Outcome {
    let isOver = counts.isOver
    let curve = TakenCurve(schedule, firstMeasured: firstMeasured)
    let producing = NamedThread(Stretch.producerName) { [self] in try produce(shouldStop) }
    let watching = NamedThread("bench-ask") { [self] in
      watch.run(until: { isOver.isSet }) { taken in
        counts.taken.store(taken, ordering: .relaxed)
        curve.note(total: taken, elapsed: SystemClock.monotonic() - start)
      }
    }
    defer { isOver.set() }
    var outcome = try follow(producing, watch, shouldStop, onSample)
    isOver.set()
    try producing.join(seconds: 60)
    try watching.join(seconds: 10)
    finish(&outcome, watch, curve)
    return outcome
  }

  // MARK: The producing thread

  private func produce(_ shouldStop: () -> Bool) throws {
    let settings = topics.settings(["linger.ms": JSONText.decimal(plan.lingerMilliseconds, 1)])
    let producer = try KafkaProducer(settings)
    defer { producer.close() }
    var sentLatency = HDRHistogram()
    var curve = CompletionCurve(schedule, firstMeasured: firstMeasured)
    let wall = SystemClock()
    // Metadata and connections: an event that waited for them would be a cold start.
    producer.poll(timeoutMilliseconds: Int(Stretch.leadNanoseconds / 2_000_000))
    let count = try OpenLoop(schedule: schedule, count: eventCount, start: start).run(
      send: { index in
        try send(index, producer, wall, &sentLatency)
        counts.sent.store(index + 1, ordering: .relaxed)
      },
      serve: { serve(producer, &curve) }, shouldStop: shouldStop)
    let deadline = SystemClock.monotonic() + Int64(plan.drainSeconds * 1e9)
    while producer.counts.acknowledged + producer.counts.failed < count, SystemClock.monotonic() < deadline {
      producer.poll(timeoutMilliseconds: 1)
      serve(producer, &curve)
    }
    counts.failed.store(producer.counts.failed, ordering: .relaxed)
    counts.lastFailure.withLock { $0 = producer.counts.lastFailure.map { "\($0)" } ?? producer.takeErrors().last.map { "\($0)" } }
    sentHistogram.withLock { $0 = sentLatency }
    acknowledgedHistogram.withLock { $0 = curve.histogram }
  }

  private func serve(_ producer: KafkaProducer, _ curve: inout CompletionCurve) {
    producer.poll()
    let acknowledged = producer.counts.acknowledged
    counts.acknowledged.store(acknowledged, ordering: .relaxed)
    curve.note(total: acknowledged, elapsed: SystemClock.monotonic() - start)
  }

  private func send(_ index: Int, _ producer: KafkaProducer, _ wall: SystemClock, _ latency: inout HDRHistogram) throws {
    let message = traffic.next(now: wall.now())
    if let agent = message.trips { ledger.note(agent: agent, due: start + schedule.due(index), sent: SystemClock.monotonic()) }
    try producer.send(KafkaRecord(topic: plan.topic, key: message.key, value: message.value))
    if index >= firstMeasured { latency.record(SystemClock.monotonic() - start - schedule.due(index)) }
  }

  // MARK: The watching thread

  private func follow(
    _ producing: NamedThread, _ watch: StretchWatch, _ shouldStop: () -> Bool, _ onSample: (LagSample) -> Void
  ) throws -> Outcome {
    var outcome = Outcome()
    var threads: ThreadTimes?
    var machine = MachineTimes()
    var watched: Int64 = 0
    var last = SystemClock.monotonic()
    while !producing.hasEnded {
      usleep(Stretch.sampleMicroseconds)
      outcome.longestPauseSeconds = max(outcome.longestPauseSeconds, Double(SystemClock.monotonic() - last) / 1e9)
      last = SystemClock.monotonic()
      try watch.check()
      let elapsed = SystemClock.monotonic() - start
      guard counts.sent.load(ordering: .relaxed) < eventCount else { continue }
      if elapsed > Int64(plan.warmUpSeconds * 1e9), threads == nil {
        threads = .now()
        machine = .now()
        watched = elapsed
        watch.begin()
      }
      let sample = sample(elapsed, watch)
      outcome.samples.append(sample)
      onSample(sample)
      guard let threads else { continue }
      outcome.threads = ThreadTimes.now().since(threads)
      outcome.watchedSeconds = Double(elapsed - watched) / 1e9
      let now = MachineTimes.now()
      outcome.busyShare = now.busyShare(since: machine)
      outcome.network = now.busiestInterface(since: machine, seconds: outcome.watchedSeconds)
      watch.end()
    }
    try producing.check()
    try drain(watch, shouldStop)
    return outcome
  }

  private func sample(_ elapsed: Int64, _ watch: StretchWatch) -> LagSample {
    let taken = watch.knowsTaken ? counts.taken.load(ordering: .relaxed) : nil
    let acknowledged = counts.acknowledged.load(ordering: .relaxed)
    let sent = counts.sent.load(ordering: .relaxed)
    return LagSample(
      seconds: Double(elapsed) / 1e9, due: min(eventCount, schedule.dueCount(elapsed)), sent: sent, acknowledged: acknowledged, taken: taken
    )
  }

  /// Until the service has taken everything and every trip has its decision.
  private func drain(_ watch: StretchWatch, _ shouldStop: () -> Bool) throws {
    let deadline = SystemClock.monotonic() + Int64(plan.drainSeconds * 1e9)
    while SystemClock.monotonic() < deadline, !shouldStop() {
      let isTaken = !watch.knowsTaken || counts.taken.load(ordering: .relaxed) >= counts.acknowledged.load(ordering: .relaxed)
      if isTaken, watch.isSettled(ledger.trips(dueFrom: start)) { return }
      try watch.check()
      usleep(20_000)
    }
  }

  private func finish(_ outcome: inout Outcome, _ watch: StretchWatch, _ curve: TakenCurve) {
    outcome.sendLatency = sentHistogram.withLock(\.self)
    outcome.acknowledgeLatency = acknowledgedHistogram.withLock(\.self)
    outcome.takeLatency = watch.knowsTaken ? curve.histogram : nil
    outcome.sent = counts.sent.load(ordering: .relaxed)
    outcome.acknowledged = counts.acknowledged.load(ordering: .relaxed)
    outcome.failed = counts.failed.load(ordering: .relaxed)
    outcome.lastFailure = counts.lastFailure.withLock(\.self)
    outcome.isComplete = outcome.sent == eventCount
    let measuredFrom = start + Int64(plan.warmUpSeconds * 1e9)
    outcome.trips = ledger.trips(dueFrom: measuredFrom)
  }
}

/// Running counts that the threads of a stretch share.
private final class StretchCounts: Sendable {
  let sent = Atomic<Int>(0)
  let acknowledged = Atomic<Int>(0)
  let failed = Atomic<Int>(0)
  let taken = Atomic<Int>(0)
  let isOver = SharedFlag()
  let lastFailure = Mutex<String?>(nil)
}
