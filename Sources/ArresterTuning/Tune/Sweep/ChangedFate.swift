import ArresterBase
import ArresterEngine

/// A principal that trips under one model and not, or not at the same time, under the other.
public struct ChangedFate: Sendable, Equatable {
  public enum Direction: String, Sendable {
    case noLonger
    case newly
    case earlier
    case later
  }

  public var principal: String
  public var direction: Direction
  public var judgement: Judgement
  /// Event times of the first trips that differ, nanoseconds, with their rules.
  public var now: (time: Int64, rule: Rule)?
  public var then: (time: Int64, rule: Rule)?

  public static func == (left: ChangedFate, right: ChangedFate) -> Bool {
    left.principal == right.principal && left.direction == right.direction && left.judgement == right.judgement
      && left.now?.time == right.now?.time && left.then?.time == right.then?.time
  }

  static func all(_ evaluation: Evaluation, from current: Setting, to other: Setting) -> [ChangedFate] {
    guard let now = evaluation.outcomes(current), let then = evaluation.outcomes(other) else { return [] }
    return evaluation.trace.principals.indices.compactMap { index in
      fate(evaluation.trace.principals[index].key.principal, now[index].trips, then[index].trips, evaluation.labelled)
    }.sorted { ($0.direction.rawValue, $0.principal) < ($1.direction.rawValue, $1.principal) }
  }

  private static func fate(_ principal: String, _ now: [TracedTrip], _ then: [TracedTrip], _ labelled: LabelledTime) -> ChangedFate? {
    let pairs = (0..<max(now.count, then.count)).map { number in
      (now: number < now.count ? now[number] : nil, then: number < then.count ? then[number] : nil)
    }
    guard let differing = pairs.first(where: { $0.now?.time != $0.then?.time }) else { return nil }
    let direction: Direction
    switch (differing.now?.time, differing.then?.time) {
    case (let now?, let then?): direction = then < now ? .earlier : .later
    case (_?, nil): direction = .noLonger
    default: direction = .newly
    }
    let time = differing.now?.time ?? differing.then?.time ?? 0
    return ChangedFate(
      principal: principal, direction: direction, judgement: labelled.judge(principal, at: time).judgement,
      now: differing.now.map { ($0.time, $0.rule) }, then: differing.then.map { ($0.time, $0.rule) })
  }
}
