/// Every signal of one key in one window.
struct WindowValues {
  var changes = 0
  var destructive = 0
  var permissions = 0
  var failed = 0
  var regions = 0
  var scopes = 0
  /// Distinct resources, each at its greatest severity.
  var destroyed = 0
  var severity = 0
  /// Summed over resources of the model's minimum weight or more.
  var heavySeverity = 0
  var recreated = 0
  var hasStatefulRecreation = false
  var isSaturated = false

  /// Takes the greater of each of the sums of two windows; what was destroyed is left alone.
  @inline(__always)
  mutating func raise(to other: WindowValues) {
    changes = max(changes, other.changes)
    destructive = max(destructive, other.destructive)
    permissions = max(permissions, other.permissions)
    failed = max(failed, other.failed)
    regions = max(regions, other.regions)
    scopes = max(scopes, other.scopes)
    isSaturated = isSaturated || other.isSaturated
  }

  /// Takes the sums of `other`, keeping what was destroyed.
  mutating func lower(to other: WindowValues) {
    changes = other.changes
    destructive = other.destructive
    permissions = other.permissions
    failed = other.failed
    regions = other.regions
    scopes = other.scopes
    isSaturated = other.isSaturated
  }

  /// - Parameter z: see `WilsonBound`.
  func value(of signal: Signal, z: Double) -> Double {
    switch signal {
    case .velocity: Double(changes)
    case .destroyed: Double(destroyed)
    case .severity: Double(heavySeverity)
    case .destructiveRatio: WilsonBound.lower(successes: destructive, trials: changes, z: z)
    case .spreadRegions: Double(regions)
    case .spreadScopes: Double(scopes)
    case .recreated: Double(recreated)
    case .permissions: Double(permissions)
    case .pressure: Double(failed)
    }
  }

  /// Whether `limit` is met; a saturated window has met any limit on what was destroyed.
  func meets(_ signal: Signal, _ limit: Double, z: Double) -> Bool {
    if isSaturated, signal == .destroyed { return true }
    return value(of: signal, z: z) >= limit
  }
}
