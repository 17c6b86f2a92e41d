/// The limits of one kind in one window, each with its bit in a record's `warned`.
struct WindowLimits: Sendable {
  struct Entry: Sendable {
    var limit: Limit
    var warning: Double
    var bit: UInt64
  }

  let entries: [Entry]
  /// The bits of all entries.
  let mask: UInt64
  let floor: WindowFloor
  /// Some limit is on regions or scopes.
  let countsPlaces: Bool
  /// Some limit is on permissions.
  let countsPermissions: Bool
  /// The least limit on the ratio, nil where there is none.
  let leastRatio: Double?
  /// A limit on the ratio is hard: it needs no second signal, and nothing to be destroyed.
  let hasHardRatio: Bool

  init(_ limits: [Limit], window: Int) {
    entries = limits.enumerated().filter { $0.element.window == window }
      .map { Entry(limit: $0.element, warning: $0.element.warning, bit: 1 << UInt64($0.offset & 63)) }
    mask = entries.reduce(0) { $0 | $1.bit }
    floor = WindowFloor(entries.map(\.limit))
    countsPlaces = entries.contains { $0.limit.signal == .spreadRegions || $0.limit.signal == .spreadScopes }
    countsPermissions = entries.contains { $0.limit.signal == .permissions }
    let ratios = entries.map(\.limit).filter { $0.signal == .destructiveRatio }
    leastRatio = ratios.flatMap { [$0.soft, $0.hard] }.compactMap(\.self).min()
    hasHardRatio = ratios.contains { $0.hard != nil }
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
