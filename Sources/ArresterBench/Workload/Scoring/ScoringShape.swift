/// What a stream of changes is like, to whoever scores them.
public struct ScoringShape: Sendable, Equatable {
  public var principals = 100_000
  /// Of the Zipf distribution over principals; 0 makes them all alike.
  public var skew = 0.99
  /// Of a principal, on average. At Zipf 0.99 the busiest makes thousands.
  public var changesPerHour = 20.0
  public var createShare = 0.12
  /// The rest are modifications.
  public var deleteShare = 0.0
  /// Up to ten minutes behind the newest.
  public var lateShare = 0.0
  /// Of each principal.
  public var sessions: UInt64 = 2
  /// Past `EventFrameBuilder.maximumResources` they are counted and not kept.
  public var resourcesPerEvent = 1
  /// Whether all principals fall to one shard, where there are several.
  public var isOneShard = false
  public var seed: UInt64 = 1

  public init() {}

  /// Event time between two events.
  var stepNanoseconds: Int64 { max(1, Int64(3600e9 / changesPerHour / Double(principals))) }
}

/// Traffic made to be expensive.
public enum ScoringAttack: String, Sendable, CaseIterable {
  case onePrincipal = "one-principal"
  case oneShard = "one-shard"
  case deletions
  case resources
  case creations
  case sessions
  case newcomers

  /// One line, for people.
  public var summary: String {
    switch self {
    case .onePrincipal: "one principal makes 10,000,000 changes an hour"
    case .oneShard: "all principals hash to one shard"
    case .deletions: "one session deletes thousands of distinct things an hour"
    case .resources: "every event lists 100,000 resources"
    case .creations: "one principal creates thousands of things and deletes some"
    case .sessions: "one principal with 5,000 sessions"
    case .newcomers: "10,000,000 principals make a change an hour each"
    }
  }

  /// The shape as the attack changes it.
  public func shape(_ shape: ScoringShape) -> ScoringShape {
    var shape = shape
    switch self {
    case .onePrincipal: (shape.principals, shape.changesPerHour) = (1, 10_000_000)
    case .oneShard: shape.isOneShard = true
    case .deletions: (shape.principals, shape.changesPerHour, shape.sessions, shape.deleteShare) = (1, 10_000, 1, 0.5)
    case .resources: shape.resourcesPerEvent = 100_000
    case .creations: (shape.principals, shape.changesPerHour, shape.createShare, shape.deleteShare) = (1, 100_000, 0.9, 0.02)
    case .newcomers: (shape.principals, shape.changesPerHour, shape.skew) = (10_000_000, 1, 0)
    case .sessions: (shape.principals, shape.changesPerHour, shape.sessions) = (1, 1_000_000, 5000)
    }
    return shape
  }
}
