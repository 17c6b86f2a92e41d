/// What one enforcer has done since start, for metrics.
public struct EnforcerCounters: Sendable, Equatable {
  /// Calls of plan, apply and verify.
  public internal(set) var calls = 0
  /// Tries of an order after its first.
  public internal(set) var retries = 0
  /// Calls that did not return in time; each is a transient failure too.
  public internal(set) var timeouts = 0
  public internal(set) var transientFailures = 0
  public internal(set) var permanentFailures = 0
  /// Orders that did not hold within `giveUpSeconds`.
  public internal(set) var givenUp = 0
  public internal(set) var conflicts = 0
  public internal(set) var drifts = 0
  public internal(set) var confirmed = 0
  public internal(set) var removed = 0
  /// Read-backs of a standing order that found it in place.
  public internal(set) var reconciled = 0
  /// Loosenings that waited because their intent was not durable.
  public internal(set) var unrecordedIntents = 0
  /// Outcomes that the observer took longer than `intentSeconds` to take.
  public internal(set) var lateReports = 0
}

/// How much one enforcer has before it now.
public struct EnforcerLoad: Sendable, Equatable {
  /// Orders that are known to it.
  public var orders = 0
  /// Those of them that are confirmed.
  public var standing = 0
  /// Not confirmed yet, and not failed for good.
  public var pending = 0
  public var failed = 0
  /// Conflicts of removals: a person must look.
  public var blocked = 0
  /// Waiting for the end of a halt.
  public var halted = 0
  /// Being worked on.
  public var running = 0
  /// Calls given up that have not returned.
  public var stragglers = 0
}

/// Counters of the whole runner.
public struct EnforcementCounters: Sendable, Equatable {
  public internal(set) var orders = 0
  /// Orders older than one already known, or of the same revision with other content.
  public internal(set) var olderOrders = 0
  /// Orders for which `maximumKeys` left no room.
  public internal(set) var refusedAtLimit = 0
  public internal(set) var forgotten = 0
  /// In the order of the configuration.
  public internal(set) var enforcers: [(name: String, counters: EnforcerCounters, load: EnforcerLoad)] = []

  public init() {}

  public static func == (left: EnforcementCounters, right: EnforcementCounters) -> Bool {
    left.orders == right.orders && left.olderOrders == right.olderOrders && left.refusedAtLimit == right.refusedAtLimit
      && left.forgotten == right.forgotten && left.enforcers.elementsEqual(right.enforcers, by: ==)
  }
}
