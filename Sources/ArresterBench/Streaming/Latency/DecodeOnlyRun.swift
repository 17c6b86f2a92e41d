import Arrester
import ArresterBase

/// The same events at the same rate, into a loop that fetches and decodes and does nothing else.
enum DecodeOnlyRun {
  static func run(
    _ rate: Int, _ options: StreamBenchOptions, model: Model, progress: @escaping (String) -> Void, shouldStop: @escaping () -> Bool
  ) throws -> Stretch.Outcome {
    let deletionsPerTrip = try TripProbe(model: BenchModel.prepared(model)).deletionsPerTrip()
    let topics = try BenchTopics(bootstrap: options.bootstrap, properties: options.properties)
    let result = Result {
      let topic = topics.name("decode")
      try topics.make(topic, partitions: options.partitions)
      return try run(rate, options, model, topics, topic, deletionsPerTrip, progress, shouldStop)
    }
    if let left = topics.removeAll() { progress(left) }
    return try result.get()
  }

  private static func run(
    _ rate: Int, _ options: StreamBenchOptions, _ model: Model, _ topics: BenchTopics, _ topic: String, _ deletionsPerTrip: Int,
    _ progress: @escaping (String) -> Void, _ shouldStop: @escaping () -> Bool
  ) throws -> Stretch.Outcome {
    let ledger = TripLedger(run: topics.run)
    let taken = DecodeOnlyLoop.TakenCount()
    let stops = SharedFlag()
    let ready = SharedFlag()
    let thread = NamedThread(DecodeOnlyLoop.threadName) {
      let loop = try DecodeOnlyLoop(
        topics, topic: topic, model: model, ledger: ledger, deletionsPerTrip: deletionsPerTrip, taken: taken, isReady: ready)
      try loop.run { stops.isSet }
    }
    defer { stops.set() }
    try ready.wait(seconds: 30, orUntil: thread, what: "the topic \(topic) gave no partitions")
    let plan = Stretch.Plan(
      topic: topic, ratePerSecond: rate, seconds: options.durationSeconds, warmUpSeconds: options.warmUpSeconds,
      lingerMilliseconds: options.lingerMilliseconds)
    let traffic = Traffic(options.traffic, run: topics.run, ratePerSecond: rate, deletionsPerTrip: deletionsPerTrip)
    let stretch = Stretch(plan, topics: topics, traffic: traffic, ledger: ledger)
    let outcome = try stretch.run(watch: DecodeOnlyWatch(taken, thread), shouldStop: shouldStop) {
      progress("with scoring switched off, \(rate) events/s: \(Int(max(0, $0.seconds))) s")
    }
    stops.set()
    try thread.join(seconds: 20)
    return outcome
  }
}
