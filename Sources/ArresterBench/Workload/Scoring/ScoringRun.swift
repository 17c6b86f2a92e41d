import ArresterBase
import ArresterEngine
import ArresterEvents

/// A shard in its steady state: windows as full as they get, nothing tripped.
public final class ScoringRun {
  private let shard: Shard
  private var script: EventScript
  /// Drawn before it is measured, and repeated with later times.
  private let events: [ScriptedEvent]
  private var serial = 0
  /// What the shard's memory grew by until its windows were full, in resident bytes.
  public private(set) var memoryBytes = 0

  /// Fills the windows: an hour and the lateness of event time, which takes a second for each million events or two.
  /// - Parameters:
  ///   - model: its limits are put out of reach. A tripped principal is silent, and silence is cheap.
  ///   - events: how many are drawn to be measured; a power of two.
  public init(_ model: EngineModel, _ shape: ScoringShape, events count: Int = 1 << 20, progress: BenchProgress = { _ in }) {
    script = EventScript(shape)
    var drawn = script
    events = (0..<count).map { _ in drawn.next() }
    let before = Allocations.residentBytes()
    shard = Shard(model: model.withLimitsOutOfReach())
    let horizon = Int64(model.longestWindowSeconds + model.latenessSeconds[.aws]) * Timestamp.nanosecondsPerSecond
    fill(Int(horizon / shape.stepNanoseconds), progress)
    memoryBytes = max(0, Allocations.residentBytes() - before)
  }

  public var hasVerdicts: Bool { shard.hasVerdicts }
  /// Principals that the shard keeps windows of.
  public var principalCount: Int { shard.principalCount }
  /// Principals that had to go, or were not taken in, at the limit of the model.
  var evictedAtLimit: Int { shard.evictedAtLimit }

  /// Scores the next `count` events.
  /// - Parameter isForeseen: as decoding tells the shard of each before its frame is finished; else each comes as a surprise.
  public func process(_ count: Int, isForeseen: Bool = true) {
    let mask = events.count - 1
    for _ in 0..<count {
      if isForeseen { foresee() }
      score(events[serial & mask], isLate: true)
    }
  }

  /// Scores the next `count` events, foreseen, each between two looks at the clock.
  func process(_ count: Int, _ histogram: inout HDRHistogram) {
    let mask = events.count - 1
    for _ in 0..<count {
      foresee()
      let start = MonotonicClock.nanoseconds()
      score(events[serial & mask], isLate: true)
      histogram.record(MonotonicClock.nanoseconds() - start)
    }
  }

  /// A change takes some hundred nanoseconds to decode, longer than to score: as long before its turn as the decoder tells the
  /// shard of it, other changes are scored here.
  private static let (eventsAhead, eventsAheadNear) = (4, 2)

  @inline(__always)
  private func foresee() {
    tell(of: events[(serial + ScoringRun.eventsAhead) & (events.count - 1)], isNear: false)
    tell(of: events[(serial + ScoringRun.eventsAheadNear) & (events.count - 1)], isNear: true)
  }

  @inline(__always)
  private func tell(of event: ScriptedEvent, isNear: Bool) {
    shard.foresee(Foresight(principalHash: event.principalHash, identifierHash: 0, platform: .aws, isNear: isNear))
  }

  /// Draws each event anew: rare principals come too, and nothing is late yet.
  private func fill(_ count: Int, _ progress: BenchProgress) {
    for index in 0..<count {
      if index % 262_144 == 0 { progress("filling the windows of \(script.shape.principals) principals: \(index * 100 / count) %") }
      score(script.next(), isLate: false)
    }
  }

  @inline(__always)
  private func score(_ event: ScriptedEvent, isLate: Bool) {
    let newest = CloudTrailWorkload.firstTime + Int64(serial) * script.shape.stepNanoseconds
    let time = isLate ? newest - Int64(event.latenessSeconds) * Timestamp.nanosecondsPerSecond : newest
    let frame = script.templates[Int(event.template)].fill(event, time: time, serial: UInt64(serial))
    shard.process(frame, watermark: newest, isTooLate: false)
    serial += 1
  }
}

extension EngineModel {
  /// The same model, with limits that nobody meets: every event is then scored in full.
  func withLimitsOutOfReach() -> EngineModel {
    let factor = 1e6
    var model = self
    model.limits = KindTable { kind in
      limits[kind].map { limit in
        var limit = limit
        limit.hard = limit.hard.map { $0 * factor }
        limit.soft = limit.soft.map { $0 * factor }
        return limit
      }
    }
    return model
  }
}
