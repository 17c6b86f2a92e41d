import ArresterBreaker

/// Something that a denied principal did or tried, as the stream shows it.
public struct ObservedAction: Sendable, Equatable {
  public var identifier: String
  /// Event time, nanoseconds since 1970 UTC. Sources that cut it to whole seconds make it earlier, which hides a leak and invents none.
  public var time: Int64
  public var failed: Bool
  /// Whether what is denied now covers the action.
  public var isCovered: Bool

  public init(identifier: String, time: Int64, failed: Bool, isCovered: Bool) {
    self.identifier = identifier
    self.time = time
    self.failed = failed
    self.isCovered = isCovered
  }
}

/// What an event says about a deny that stands.
public enum DenyEvidence: Sendable, Equatable {
  /// It succeeded although these enforcers' denies should have stopped it; `lateBy` is the time since the first of them had to.
  case leak(event: String, enforcers: [String], lateByNanoseconds: Int64)
  /// It failed after the deny was put into force.
  case support(event: String)
}

/// Counted since start.
public struct LeakCounters: Sendable, Equatable {
  /// All leaks, those that were not reported one by one included.
  public internal(set) var leaks = 0
  public internal(set) var reportedLeaks = 0
  public internal(set) var supports = 0
  /// Confirmations of keys for which there was no room: their leaks go unseen.
  public internal(set) var refusedAtLimit = 0

  public init() {}
}

/// Holds what principals do against the denies that were read back (semantics.md, section 7): a success of a covered action whose event
/// time is later than the read-back plus the enforcer's propagation allowance is a leak. A value without I/O and without a clock.
///
/// A leak is reported once in each allowance (a minute at least), then counted; of the failures that support a deny, the first.
/// Where an enforcer reads back, those that only acknowledge are no measure.
public struct LeakDetector: Sendable {
  /// The shortest time in which one leak stands for all.
  public static let leastWindowNanoseconds: Int64 = 60_000_000_000

  struct Deny {
    var enforcer: String
    var extent: DenyOrder.Extent
    var appliedAt: Int64
    var confirmedAt: Int64
    var readsBack: Bool
    var allowance: Int64

    /// From here on a success is a leak.
    var effectiveAt: Int64 {
      let (time, overflow) = confirmedAt.addingReportingOverflow(max(0, allowance))
      return overflow ? .max : time
    }
  }

  struct Watch {
    var denies: [Deny] = []
    var lastLeak: Int64?
    var isSupported = false
  }

  public private(set) var counters = LeakCounters()
  private var watches: [BreakerKey: Watch] = [:]
  private let maximumKeys: Int

  /// - Parameter maximumKeys: denies of as many keys are watched; more are counted as `refusedAtLimit`.
  public init(maximumKeys: Int = 100_000) { self.maximumKeys = maximumKeys }

  /// An order holds. One of extent `nothing` ends the watch at that enforcer.
  public mutating func confirmed(
    _ order: DenyOrder, by enforcer: String, _ receipt: EnforcementReceipt, propagationNanoseconds: Int64
  ) {
    guard order.extent != .nothing else { return removed(order.key, by: enforcer) }
    guard watches[order.key] != nil || watches.count < maximumKeys else {
      counters.refusedAtLimit += 1
      return
    }
    let confirmedAt = receipt.verifiedAt ?? receipt.appliedAt ?? receipt.plannedAt
    let deny = Deny(
      enforcer: enforcer, extent: order.extent, appliedAt: receipt.appliedAt ?? confirmedAt, confirmedAt: confirmedAt,
      readsBack: receipt.verifiedAt != nil, allowance: propagationNanoseconds)
    var watch = watches[order.key] ?? Watch()
    if let index = watch.denies.firstIndex(where: { $0.enforcer == enforcer }) {
      // What was found standing has stood all along: reading it back again forgives nothing.
      if receipt.appliedAt != nil || watch.denies[index].extent != order.extent { watch.denies[index] = deny }
    } else {
      watch.denies.append(deny)
    }
    watches[order.key] = watch
  }

  /// The deny is gone, or was found gone, at this enforcer.
  public mutating func removed(_ key: BreakerKey, by enforcer: String) {
    watches[key]?.denies.removeAll { $0.enforcer == enforcer }
    if watches[key]?.denies.isEmpty == true { watches[key] = nil }
  }

  /// Nothing is watched for this key any more: another instance owns it, or people let it through.
  public mutating func forget(_ key: BreakerKey) { watches[key] = nil }

  /// - Returns: what is to be told; nil where the event says nothing, or only what was told already.
  public mutating func observe(_ action: ObservedAction, of key: BreakerKey) -> DenyEvidence? {
    guard action.isCovered, let watch = watches[key] else { return nil }
    return action.failed ? support(action, watch, key) : leak(action, watch, key)
  }

  private mutating func support(_ action: ObservedAction, _ watch: Watch, _ key: BreakerKey) -> DenyEvidence? {
    guard watch.denies.contains(where: { action.time > $0.appliedAt }) else { return nil }
    counters.supports += 1
    guard !watch.isSupported else { return nil }
    watches[key]?.isSupported = true
    return .support(event: action.identifier)
  }

  private mutating func leak(_ action: ObservedAction, _ watch: Watch, _ key: BreakerKey) -> DenyEvidence? {
    let readingBack = watch.denies.filter(\.readsBack)
    let failing = (readingBack.isEmpty ? watch.denies : readingBack).filter { action.time > $0.effectiveAt }
    guard let first = failing.map(\.effectiveAt).min() else { return nil }
    counters.leaks += 1
    let window = max(LeakDetector.leastWindowNanoseconds, failing.map(\.allowance).max() ?? 0)
    if let last = watch.lastLeak, isWithin(window, last, action.time) { return nil }
    watches[key]?.lastLeak = action.time
    counters.reportedLeaks += 1
    return .leak(event: action.identifier, enforcers: failing.map(\.enforcer), lateByNanoseconds: action.time - first)
  }

  /// Events come in any order: the window lies on both sides.
  private func isWithin(_ window: Int64, _ last: Int64, _ time: Int64) -> Bool {
    let (distance, overflow) = time.subtractingReportingOverflow(last)
    return !overflow && distance.magnitude < UInt64(window)
  }
}
