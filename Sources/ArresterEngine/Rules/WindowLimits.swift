import ArresterEvents

/// The limits of one kind in one window, each with its bit in a record's `warned`.
struct WindowLimits: Sendable {
  struct Entry: Sendable {
    /// With what is supposed of the kind.
    var limit: Limit
    var warning: Double
    var bit: UInt64
    /// Between these a baseline moves the soft limit; nil where it does not.
    var softRange: ClosedRange<Double>?

    /// The soft limit, and half of the lower of the two, by a baseline.
    /// - Parameter learnt: the limit that the baseline gives; 0 where it gives none.
    @inline(__always)
    func thresholds(_ learnt: Int) -> (soft: Double?, warning: Double) {
      guard learnt > 0, let softRange else { return (limit.soft, warning) }
      let moved = moved(learnt, softRange)
      return (moved.soft, moved.warning)
    }

    func moved(_ learnt: Int, _ range: ClosedRange<Double>) -> Limit {
      var moved = limit
      moved.soft = min(max(Double(learnt), range.lowerBound), range.upperBound)
      return moved
    }
  }

  let entries: [Entry]
  /// The bits of all entries.
  let mask: UInt64
  let floor: WindowFloor
  /// Some limit is on regions or scopes.
  let countsPlaces: Bool
  /// Some limit is on permissions.
  let countsPermissions: Bool
  /// The least warning that a baseline may move; infinite where it moves none.
  let leastMoved: Double
  /// The least limit on the ratio, nil where there is none.
  let leastRatio: Double?
  /// A limit on the ratio is hard: it needs no second signal, and nothing to be destroyed.
  let hasHardRatio: Bool

  init(_ model: EngineModel, _ kind: PrincipalKind, window: Int) {
    let limits = model.limits[kind]
    entries = limits.enumerated().filter { $0.element.window == window }
      .map { WindowLimits.entry($0.element, bit: 1 << UInt64($0.offset & 63), model, kind) }
    mask = entries.reduce(0) { $0 | $1.bit }
    floor = WindowFloor(limits.filter { $0.window == window })
    leastMoved = entries.filter { $0.softRange != nil }.map { min($0.warning, $0.limit.soft ?? .infinity) }.min() ?? .infinity
    countsPlaces = entries.contains { $0.limit.signal == .spreadRegions || $0.limit.signal == .spreadScopes }
    countsPermissions = entries.contains { $0.limit.signal == .permissions }
    let ratios = entries.map(\.limit).filter { $0.signal == .destructiveRatio }
    leastRatio = ratios.flatMap { [$0.soft, $0.hard] }.compactMap(\.self).min()
    hasHardRatio = ratios.contains { $0.hard != nil }
  }

  /// A baseline raises no ceiling, and no soft limit above one.
  private static func entry(_ limit: Limit, bit: UInt64, _ model: EngineModel, _ kind: PrincipalKind) -> Entry {
    let plain = Entry(limit: limit, warning: limit.warning, bit: bit)
    guard let baseline = model.baseline, limit.signal == .velocity, let soft = limit.soft, baseline.covers(model.windows[limit.window])
    else { return plain }
    let most = min(soft * baseline.mostFactor, limit.hard ?? .infinity)
    let supposed = plain.moved(baseline.priorLimit(kind, model.windows[limit.window]), soft...max(soft, most))
    return Entry(limit: supposed, warning: supposed.warning, bit: bit, softRange: soft...max(soft, most))
  }
}

/// Below this in every signal a window meets nothing, not even half of a limit.
struct WindowFloor: Sendable {
  private var changes = Int.max
  private var destroyed = Int.max
  private var severity = Int.max
  private var destructive = Int.max
  private var regions = Int.max
  private var scopes = Int.max
  private var recreated = Int.max
  private var permissions = Int.max
  private var failed = Int.max

  init(_ limits: [Limit]) {
    for limit in limits {
      let least = min(limit.warning, min(limit.soft ?? .infinity, limit.hard ?? .infinity))
      let count = least < 1e15 ? Int(least.rounded(.up)) : Int.max
      switch limit.signal {
      case .velocity: changes = min(changes, count)
      case .destroyed: destroyed = min(destroyed, count)
      case .severity: severity = min(severity, count)
      // Without a destructive change the ratio is 0.
      case .destructiveRatio: destructive = min(destructive, least > 0 ? 1 : 0)
      case .spreadRegions: regions = min(regions, count)
      case .spreadScopes: scopes = min(scopes, count)
      case .recreated: recreated = min(recreated, count)
      case .permissions: permissions = min(permissions, count)
      case .pressure: failed = min(failed, count)
      }
    }
  }

  /// Whether nothing can be met by a window of these sums in which nothing is known to be destroyed.
  /// - Parameters:
  ///   - regions: at least as many as the window has; `scopes` likewise.
  @inline(__always)
  func isAbove(_ sums: CellSums, regions seenRegions: Int, scopes seenScopes: Int) -> Bool {
    Int(sums.changes) < changes && Int(sums.destructive) < destructive && Int(sums.permissions) < permissions
      && Int(sums.failed) < failed && seenRegions < regions && seenScopes < scopes && 0 < min(destroyed, severity, recreated)
  }

  /// Whether nothing can be met by the values, nor by any that are smaller.
  @inline(__always)
  func isAbove(_ values: WindowValues) -> Bool {
    values.changes < changes && values.destroyed < destroyed && values.heavySeverity < severity && values.destructive < destructive
      && values.regions < regions && values.scopes < scopes && values.recreated < recreated && values.permissions < permissions
      && values.failed < failed && !values.isSaturated && !values.hasStatefulRecreation
  }
}
