/// What one window's values meet.
struct Assessment {
  var meetsCeiling = false
  var meetsConfirmed = false
  var meetsRecreated = false
  /// A soft limit on something else than the ratio is met: without one, no session of the principal can be confirmed.
  var meetsSoftBesideRatio = false
  /// Bits of the limits that are met by half.
  var warnings: UInt64 = 0
  /// The window is no example of an ordinary day: half of a limit is met, were there no baseline. In place of the ratio stands what a
  /// warning by it takes, which only grows.
  var isLoud = false

  /// The first rule that holds (semantics, section 5).
  var rule: Rule? {
    if meetsCeiling { return .ceiling }
    if meetsConfirmed { return .confirmed }
    return meetsRecreated ? .recreated : nil
  }

  /// Whether a session of the principal could meet a rule that comes before the principal's own, in a window of these values.
  func asksSessions(_ values: WindowValues, _ model: EngineModel) -> Bool {
    let mayComeFirst = rule.map { $0.rawValue > Rule.confirmed.rawValue } ?? true
    return mayComeFirst && meetsSoftBesideRatio && (values.isSaturated || values.destroyed >= model.confirmedMinimumDestroyed)
  }
}

extension WindowValues {
  /// - Parameters:
  ///   - isLongest: rule 4 looks at the longest window only.
  ///   - ratio: the ratio's lower bound, where it is not the values' own.
  ///   - learnt: the limit on velocity that the principal's baseline gives; 0 where it gives none.
  func assess(
    _ limits: UnsafePointer<WindowLimits>, _ model: EngineModel, isLongest: Bool, ratio: Double? = nil, learnt: Int = 0
  ) -> Assessment {
    var result = Assessment()
    var soft: UInt16 = 0
    for entry in limits.pointee.entries {
      let signal = entry.limit.signal
      let value = value(of: signal, model, ratio)
      if let hard = entry.limit.hard, value >= hard { result.meetsCeiling = true }
      let (limit, warning) = entry.thresholds(learnt)
      if let limit, value >= limit { soft |= WindowValues.family(signal) }
      if value >= warning, mayWarn(signal, model) { result.warnings |= entry.bit }
      if isLoud(signal, value, entry.warning, model) { result.isLoud = true }
    }
    result.meetsSoftBesideRatio = soft & ~WindowValues.family(.destructiveRatio) != 0
    let telling = WindowValues.family(.destructiveRatio) | WindowValues.family(.spreadRegions) | WindowValues.family(.recreated)
    result.meetsConfirmed =
      soft.nonzeroBitCount >= 2 && soft & telling != 0 && changes >= model.confirmedMinimumChanges
      && destroyed >= model.confirmedMinimumDestroyed
    result.meetsRecreated = isLongest && hasStatefulRecreation
    result.isLoud = result.isLoud || result.meetsRecreated
    return result
  }

  @inline(__always)
  private func isLoud(_ signal: Signal, _ value: Double, _ warning: Double, _ model: EngineModel) -> Bool {
    switch signal {
    case .destructiveRatio: destructive > 0 && destroyed >= model.ratioWarningMinimumDestroyed
    // A failure judges no window: when it is seen would depend on the order.
    case .pressure: false
    default: value >= warning
    }
  }

  /// A saturated window has met any limit on what was destroyed.
  @inline(__always)
  private func value(of signal: Signal, _ model: EngineModel, _ ratio: Double?) -> Double {
    if isSaturated, signal == .destroyed { return .infinity }
    if let ratio, signal == .destructiveRatio { return ratio }
    return value(of: signal, z: model.ratioZ)
  }

  @inline(__always)
  private func mayWarn(_ signal: Signal, _ model: EngineModel) -> Bool {
    signal != .destructiveRatio || destroyed >= model.ratioWarningMinimumDestroyed
  }

  /// One bit for each signal; regions and scopes are the same signal, so that the two alone confirm nothing.
  private static func family(_ signal: Signal) -> UInt16 {
    1 << UInt16((signal == .spreadScopes ? Signal.spreadRegions : signal).rawValue)
  }
}
