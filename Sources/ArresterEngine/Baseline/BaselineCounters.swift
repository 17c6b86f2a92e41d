/// What baselines did.
public struct BaselineCounters: Sendable, Equatable {
  /// Principals that were conspicuous for the first time.
  public var begun = 0
  /// Buckets that were learnt.
  public var learnt = 0
  /// Buckets that met half of a limit and taught nothing.
  public var loud = 0
  /// Warnings that the model's limits alone would have given.
  public var warningsHeldBack = 0
  /// Trips and pages that the model's limits alone would have given; once for each hold.
  public var tripsHeldBack = 0
  /// Of those, the ones that came all the same within the hold.
  public var tripsDelayed = 0
  /// Baselines that made room for others.
  public var forgotten = 0

  public init() {}

  /// What does not come at all.
  public var tripsRemoved: Int { tripsHeldBack - tripsDelayed }

  public static func + (left: BaselineCounters, right: BaselineCounters) -> BaselineCounters {
    var sum = left
    sum.begun += right.begun
    sum.learnt += right.learnt
    sum.loud += right.loud
    sum.warningsHeldBack += right.warningsHeldBack
    sum.tripsHeldBack += right.tripsHeldBack
    sum.tripsDelayed += right.tripsDelayed
    sum.forgotten += right.forgotten
    return sum
  }
}
