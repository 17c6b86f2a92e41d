import Arrester
import ArresterBase
import Glibc
import Synchronization

/// One caller that times each call, while a thread of its own trips principals at a steady rate and swaps tables in.
struct SwappingRun {
  struct Times {
    var calls: HDRHistogram
    var trips: HDRHistogram
  }

  private let load: DecisionLoad
  private let options: DecideBenchOptions

  init(_ load: DecisionLoad, _ options: DecideBenchOptions) {
    self.load = load
    self.options = options
  }

  func run(seconds: Double) throws -> Times {
    let isOver = SharedFlag()
    let trips = Mutex(HDRHistogram())
    let tripping = NamedThread("bench-trip") { [load, options] in
      let histogram = SwappingRun.trip(load, options, isOver)
      trips.withLock { $0 = histogram }
    }
    let calls = ask(Int64(seconds * 1e9))
    isOver.set()
    try tripping.join(seconds: 30)
    return Times(calls: calls, trips: trips.withLock(\.self))
  }

  private func ask(_ nanoseconds: Int64) -> HDRHistogram {
    var histogram = HDRHistogram()
    let start = SystemClock.monotonic()
    var before = start
    var index = 0
    while before - start < nanoseconds {
      _ = load.snapshot.decide(principal: load.principals[index % load.principals.count])
      let after = SystemClock.monotonic()
      histogram.record(after - before)
      before = after
      index += 1
    }
    return histogram
  }

  private static func trip(_ load: DecisionLoad, _ options: DecideBenchOptions, _ isOver: SharedFlag) -> HDRHistogram {
    var load = load
    var histogram = HDRHistogram()
    let schedule = OpenLoopSchedule(ratePerSecond: options.swapsPerSecond)
    _ = OpenLoop(schedule: schedule, count: load.principals.count, start: SystemClock.monotonic()).run(
      send: { number in
        let start = SystemClock.monotonic()
        load.trip(options.openBreakers + number)
        histogram.record(SystemClock.monotonic() - start)
      }, serve: {}, shouldStop: { isOver.isSet })
    return histogram
  }
}
