/// What the offered events are.
public struct TrafficOptions: Sendable, Equatable {
  /// Principals of the background, which work and destroy nothing.
  public var principals = 10_000
  /// Zipf's exponent: how much more the busiest do than the rest.
  public var skew = 0.99
  /// The share of events that are up to ten minutes old when they come.
  public var lateShare = 0.0
  /// Fresh agents each second that delete until the model trips them.
  public var tripsPerSecond = 10.0
  public var seed: UInt64 = 1

  public init() {}

  /// The background. It destroys nothing and gives nothing away: at a rate that one company never has, a few principals would else
  /// trip over and over, and decisions are to come at the rate that was asked for.
  var shape: WorkloadShape {
    var shape = WorkloadShape()
    shape.principals = principals
    shape.skew = skew
    shape.lateShare = lateShare
    shape.destructiveShare = 0
    shape.permissionShare = 0
    shape.seed = seed
    return shape
  }
}
