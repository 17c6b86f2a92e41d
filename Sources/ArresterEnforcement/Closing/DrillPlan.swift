import ArresterBase
import ArresterBreaker

/// One thing that a drill checks.
public enum DrillStep: Sendable, Equatable, Hashable {
  /// The canary's events are acknowledged on the input topic.
  case produced
  /// A finding of a trip of the canary is readable.
  case tripRecorded
  /// The canary's breaker is forced open, and its record readable: in shadow, or where the trip was held, the trip alone calls nobody.
  case forcedOpen
  /// The decision endpoint denies a write of the canary.
  case decisionDenied
  /// The enforcer has confirmed.
  case enforced(String)
  /// A person's words have lifted it: two where the configuration asks for two.
  case lifted
  /// The enforcer has nothing left for the canary.
  case removed(String)
  /// The decision endpoint allows a write of the canary.
  case decisionAllowed

  public var name: String {
    switch self {
    case .produced: "produced"
    case .tripRecorded: "tripRecorded"
    case .forcedOpen: "forcedOpen"
    case .decisionDenied: "decisionDenied"
    case .enforced(let enforcer): "enforced by \(enforcer)"
    case .lifted: "lifted"
    case .removed(let enforcer): "removed by \(enforcer)"
    case .decisionAllowed: "decisionAllowed"
    }
  }
}

/// How long each step may take, nanoseconds from the end of the stage before it.
public struct DrillDeadlines: Sendable, Equatable {
  public var produced = 10 * Timestamp.nanosecondsPerSecond
  public var tripRecorded = 30 * Timestamp.nanosecondsPerSecond
  public var forcedOpen = 10 * Timestamp.nanosecondsPerSecond
  public var decisionDenied = 5 * Timestamp.nanosecondsPerSecond
  public var enforced = 120 * Timestamp.nanosecondsPerSecond
  /// Two people may have to agree.
  public var lifted = 1800 * Timestamp.nanosecondsPerSecond
  public var removed = 120 * Timestamp.nanosecondsPerSecond
  public var decisionAllowed = 5 * Timestamp.nanosecondsPerSecond

  public init() {}

  func nanoseconds(_ step: DrillStep) -> Int64 {
    switch step {
    case .produced: produced
    case .tripRecorded: tripRecorded
    case .forcedOpen: forcedOpen
    case .decisionDenied: decisionDenied
    case .enforced: enforced
    case .lifted: lifted
    case .removed: removed
    case .decisionAllowed: decisionAllowed
    }
  }
}

/// A drill that cannot be held.
public struct DrillProblem: Error, Sendable, Equatable {
  /// What is wrong, and what would be right.
  public var detail: String

  public init(detail: String) { self.detail = detail }
}

/// What a scheduled drill of a canary principal does and checks: the whole way from an event to the read-back, and back again.
///
/// A description only: who holds the drill carries out each stage and tells a `DrillRun`. Steps of one stage run at the same time.
public struct DrillPlan: Sendable, Equatable {
  public struct Stage: Sendable, Equatable {
    public var steps: [DrillStep]
    /// Done also after a failure, so that no drill leaves a deny behind.
    public var isCleanup: Bool
  }

  /// A principal that exists for drills and does nothing else.
  public let canary: BreakerKey
  public let stages: [Stage]
  public let deadlines: DrillDeadlines

  /// - Throws: where the canary is protected (its breaker would never act).
  public init(canary: BreakerKey, under policy: BreakerPolicy, deadlines: DrillDeadlines = DrillDeadlines()) throws(DrillProblem) {
    guard !policy.isProtected(canary.principal) else {
      throw DrillProblem(detail: "the canary \(canary.principal) is protected; expected a principal that a breaker may act on")
    }
    let enforcers = policy.calledEnforcers(canary.platform).map(\.name)
    self.canary = canary
    self.deadlines = deadlines
    stages = [
      Stage(steps: [.produced], isCleanup: false),
      Stage(steps: [.tripRecorded], isCleanup: false),
      Stage(steps: [.forcedOpen], isCleanup: false),
      Stage(steps: [.decisionDenied] + enforcers.map { .enforced($0) }, isCleanup: false),
      Stage(steps: [.lifted], isCleanup: true),
      Stage(steps: enforcers.map { .removed($0) } + [.decisionAllowed], isCleanup: true),
    ]
  }
}
