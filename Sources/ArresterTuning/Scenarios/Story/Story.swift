import ArresterBase
import ArresterEngine

/// What a scenario does, written down as it goes: calls at times that only go on where the scenario says so.
struct Story {
  /// Midnight UTC of the day on which it happens, nanoseconds since 1970.
  let midnight: Int64
  var random: ScenarioRandom
  /// Milliseconds after midnight.
  var now = 0
  private(set) var records: [TrailRecord] = []
  private(set) var plans: [PlannedWindow] = []
  private(set) var acts = LabelledActs()

  /// - Parameters:
  ///   - name: the scenario's: its random numbers follow from it and the seed.
  ///   - judgement: what its acts are until `judge` says otherwise.
  init(name: String, judgement: Judgement, midnight: Int64, seed: UInt64) {
    self.midnight = midnight
    random = ScenarioRandom(seed: seed, name: name)
    acts.judge(judgement)
  }

  /// From here on what happens is judged so: the slow approach to a disaster is not the disaster.
  mutating func judge(_ judgement: Judgement) { acts.judge(judgement) }

  /// Nanoseconds since 1970 UTC.
  var time: Int64 { midnight + Int64(now) * 1_000_000 }

  /// Sets the clock, in any direction: several people may act side by side.
  mutating func begin(atHour hour: Int, minute: Int = 0) { now = (hour * 60 + minute) * 60_000 + random.integer(0...59_999) }

  mutating func pause(_ seconds: ClosedRange<Int>) { now += random.integer(seconds.lowerBound * 1000...seconds.upperBound * 1000) }

  mutating func pause(milliseconds: ClosedRange<Int>) { now += random.integer(milliseconds) }

  /// One call, now.
  /// - Parameter region: where; else where the caller works.
  mutating func call(_ call: ApiCall, by caller: Caller, in region: String? = nil, error: CallError? = nil) {
    let record = TrailRecord(
      time: time, call: call, caller: caller, region: call.isGlobal ? "us-east-1" : region ?? caller.region, error: error,
      requestIdentifier: random.uuid(), eventIdentifier: random.uuid())
    records.append(record)
    acts.note(caller, at: record.seconds * Timestamp.nanosecondsPerSecond)
  }

  /// One call after another, as fast as a person or a script makes them.
  mutating func calls(_ calls: [ApiCall], by caller: Caller, in region: String? = nil, every seconds: ClosedRange<Int>) {
    for call in calls {
      self.call(call, by: caller, in: region)
      pause(seconds)
    }
  }

  /// Many calls at once, as a tool that works in parallel makes them.
  mutating func burst(_ calls: [ApiCall], by caller: Caller, in region: String? = nil, everyMilliseconds gap: ClosedRange<Int>) {
    for call in calls {
      self.call(call, by: caller, in: region)
      pause(milliseconds: gap)
    }
  }

  /// A window that a second person approved the evening before.
  mutating func plan(_ plan: PlannedWindow) { plans.append(plan) }
}
