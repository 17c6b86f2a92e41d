import ArresterEvents

/// All breakers of an instance: verdicts, commands and timers in, actions out. One owner, no I/O, no clock of its own.
///
/// Bounded by `BreakerPolicy.maximumBreakers` and `maximumPageLatches`; nothing is ever dropped to make room, since a latch's
/// number is what keeps trip identifiers apart.
public struct BreakerBoard: Sendable {
  public internal(set) var policy: BreakerPolicy
  public internal(set) var breakers: [BreakerKey: Breaker] = [:]
  public internal(set) var latches: [BreakerKey: RecordedLatch] = [:]
  public internal(set) var halt: Halt?
  /// What people ask for.
  public internal(set) var desk = RequestDesk(limits: .people)
  /// Irreversible actions of agents that people are asked about.
  public var staged = StagedApprovals()
  /// By identifier: those that were approved, until they are long over.
  public internal(set) var plannedChanges: [String: PlannedChange] = [:]
  /// How strict the configuration and the model in force are; nil before the first installation.
  public internal(set) var posture: PostureRecord?
  public internal(set) var counters = BoardCounters()
  /// For decision endpoints: to be swapped in after every call that returns actions, before the commit.
  public internal(set) var decisions = DecisionTable()
  var caps = TripCaps()
  /// Latches without a breaker.
  var pageLatchCount = 0
  /// Latches that restore themselves: each platform has its own watermark.
  var selfRestoring: [Platform: SelfRestorations] = [:]

  public init(policy: BreakerPolicy) { self.policy = policy }
}

/// An action, and the breaker that it is about; nil for the halt, which is about all.
public struct BoardAction: Sendable, Equatable {
  public var key: BreakerKey?
  public var action: BreakerAction
}

/// What has been counted since start.
public struct BoardCounters: Sendable, Equatable {
  /// Pairs of state and input that changed nothing.
  public internal(set) var ignored = 0
  /// Verdicts that had been seen before.
  public internal(set) var staleTrips = 0
  public internal(set) var tripped = 0
  public internal(set) var capped = 0
  public internal(set) var held = 0
  public internal(set) var suppressed = 0
  public internal(set) var pages = 0
  /// Trips, pages, commands and records that found no room.
  public internal(set) var refusedAtLimit = 0
  /// Records with a revision that is not higher than the known one.
  public internal(set) var staleRecords = 0
}

extension BreakerBoard {
  /// Hands an input to a breaker that exists; for one that does not, it is as if to a closed one that nothing is known of.
  public mutating func handle(_ input: BreakerInput, for key: BreakerKey, at moment: Moment) -> [BoardAction] {
    guard breakers[key] != nil || input.mayCreate else {
      counters.ignored += 1
      return [BoardAction(key: key, action: .ignored(.closed, input))]
    }
    guard makeRoom(for: key, at: moment) else { return refuse(key, identifier: key.recordKey(type: .breaker)) }
    return route(input, to: key, at: moment)
  }

  /// Every breaker's wall-clock timer that must be running, for an owner that has just read the topic (the halt's is
  /// `halt.until`). Order is not defined.
  public func timers() -> [(key: BreakerKey, timer: BreakerTimer, at: Int64)] {
    breakers.values.flatMap { breaker in
      breaker.timers(policy: policy).map { (key: breaker.key, timer: $0.timer, at: $0.at) }
    }
  }

  /// Takes over a new policy. Modes change at once for every breaker; trips that were not acted on stay so.
  public mutating func setPolicy(_ next: BreakerPolicy, at moment: Moment) -> [BoardAction] {
    policy = next
    var actions: [BoardAction] = []
    for key in breakers.keys.sorted(by: BreakerBoard.areInOrder) where breakers[key]?.mode != next.mode(for: key) {
      actions += route(.modeChanged(next.mode(for: key)), to: key, at: moment)
    }
    return actions
  }

  /// Gives the input to an existing breaker and keeps latch, decisions and counters in step with what it answers.
  mutating func route(_ input: BreakerInput, to key: BreakerKey, at moment: Moment) -> [BoardAction] {
    guard var breaker = breakers[key] else { return [] }
    let actions = breaker.handle(input, at: moment, under: policy)
    if case .ignored = actions.first { counters.ignored += 1 }
    breakers[key] = breaker
    decisions.update(breaker)
    return actions.flatMap { action -> [BoardAction] in
      guard case .restoreLatch(let eventTime) = action else { return [BoardAction(key: key, action: action)] }
      return restoreLatch(key, at: eventTime)
    }
  }

  /// - Returns: false where the board is full and the breaker is a new one.
  mutating func makeRoom(for key: BreakerKey, at moment: Moment) -> Bool {
    guard breakers[key] == nil else { return true }
    guard breakers.count < policy.maximumBreakers else { return false }
    insert(Breaker(key: key, mode: policy.mode(for: key), at: moment.wallTime))
    return true
  }

  mutating func insert(_ breaker: Breaker) {
    if breakers[breaker.key] == nil, latches[breaker.key] != nil { pageLatchCount -= 1 }
    breakers[breaker.key] = breaker
    decisions.update(breaker)
  }

  mutating func refuse(_ key: BreakerKey, identifier: String) -> [BoardAction] {
    counters.refusedAtLimit += 1
    return [BoardAction(key: key, action: .page(.boardFull(identifier: identifier)))]
  }

  /// Any fixed order will do, so that the same calls give the same actions.
  static func areInOrder(_ left: BreakerKey, _ right: BreakerKey) -> Bool {
    left.recordKey(type: .breaker).utf8.lexicographicallyPrecedes(right.recordKey(type: .breaker).utf8)
  }
}

extension BreakerInput {
  /// A person may open or exempt a principal that never tripped; all else is about a breaker that exists.
  fileprivate var mayCreate: Bool {
    switch self {
    case .command(.forceOpen), .command(.exempt): true
    default: false
    }
  }
}
