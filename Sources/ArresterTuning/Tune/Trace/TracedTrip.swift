import ArresterEngine
import ArresterEvents

/// A trip under some limits, as a replay would have it.
struct TracedTrip: Equatable {
  /// Event time of the change that set it off, nanoseconds since 1970 UTC.
  var time: Int64
  var rule: Rule
  /// 1 for the first.
  var number: UInt32
}

/// What a principal would have come to under some limits.
struct TracedOutcome: Equatable {
  var trips: [TracedTrip] = []
  /// Event times of changes that warn, nanoseconds.
  var warnings: [Int64] = []
}

/// Evaluates limits on traces. The latch is the engine's: it holds, restores itself at the end of the hold, and holds longer the next time.
final class TraceJudge {
  private let judge: WindowJudge
  private let surveyed: EngineModel
  /// By limit, where no baseline gives one.
  private let kindWarnings: KindTable<[Double]>

  /// - Parameters:
  ///   - model: no limit below its floor.
  ///   - floors: of the trace.
  init(_ model: EngineModel, _ floors: LimitFloors) {
    let judge = WindowJudge(model)
    self.judge = judge
    kindWarnings = KindTable { kind in model.limits[kind].indices.map { judge.warning(kind, limit: $0, learnt: 0) } }
    surveyed = floors.surveyed
  }

  /// - Complexity: O(points and rises of the principal). A restoration at a time that was never asked for replays the principal's
  ///   changes of some hours.
  func outcome(of principal: TracedPrincipal) -> TracedOutcome {
    var outcome = TracedOutcome()
    guard principal.isJudged else { return outcome }
    let kind = principal.key.kind
    var latch = Latch()
    var (bridge, next): (TraceChunk?, Int) = (nil, 0)
    while let chunk = bridge ?? (next < principal.chunks.count ? principal.chunks[next] : nil) {
      if bridge == nil { next += 1 } else { bridge = nil }
      let trip = firstTrip(in: chunk, kind)
      note(&outcome.warnings, in: chunk, kind, before: trip?.index ?? .max)
      guard let trip else { continue }
      latch.trip(at: trip.time, surveyed.hold, .atEndOfHold)
      outcome.trips.append(TracedTrip(time: trip.time, rule: trip.rule, number: latch.trips))
      let end = latch.restoresAt
      latch.restore(at: end)
      let found = principal.bridge(from: end, surveyed)
      (bridge, next) = (found.chunk, found.next)
    }
    return outcome
  }

  private typealias Found = (index: UInt32, time: Int64, rule: Rule)

  /// Of one change the first rule in order counts.
  private func firstTrip(in chunk: TraceChunk, _ kind: PrincipalKind) -> Found? {
    var found: Found?
    for window in chunk.points.indices {
      for point in chunk.points[window] {
        if let found, point.index > found.index { break }
        guard let rule = judge.rule(point.window, kind, window: window, ratio: point.ratio) else { continue }
        if let known = found, known.index == point.index, known.rule.rawValue <= rule.rawValue { break }
        found = (point.index, point.time, rule)
        break
      }
    }
    guard let decision = chunk.decision, decision.index < found?.index ?? .max else { return found }
    return (decision.index, decision.time, decision.rule)
  }

  /// Of several limits that warn at one change only one does.
  private func note(_ warnings: inout [Int64], in chunk: TraceChunk, _ kind: PrincipalKind, before end: UInt32) {
    var last: UInt32?
    for rise in chunk.rises {
      guard rise.index < end else { break }
      guard rise.index != last, rise.from < warning(kind, rise.limit, rise.learntFrom), rise.to >= warning(kind, rise.limit, rise.learntTo)
      else { continue }
      warnings.append(rise.time)
      last = rise.index
    }
  }

  private func warning(_ kind: PrincipalKind, _ limit: UInt8, _ learnt: Int32) -> Double {
    learnt > 0 ? judge.warning(kind, limit: Int(limit), learnt: Int(learnt)) : kindWarnings[kind][Int(limit)]
  }
}
