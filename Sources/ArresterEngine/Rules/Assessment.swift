/// What one window's values meet.
struct Assessment {
  var meetsCeiling = false
  var meetsConfirmed = false
  var meetsRecreated = false
  /// A soft limit on something else than the ratio is met: without one, no session of the principal can be confirmed.
  var meetsSoftBesideRatio = false
  /// Bits of the limits that are met by half.
  var warnings: UInt64 = 0

  /// The first rule that holds (semantics, section 5).
  var rule: Rule? {
    if meetsCeiling { return .ceiling }
    if meetsConfirmed { return .confirmed }
    return meetsRecreated ? .recreated : nil
  }
}

extension WindowValues {
  /// - Parameters:
  ///   - isLongest: rule 4 looks at the longest window only.
  ///   - ratio: the ratio's lower bound, where it is not the values' own.
  func assess(
    _ limits: UnsafePointer<WindowLimits>, _ model: EngineModel, isLongest: Bool, ratio: Double? = nil
  ) -> Assessment {
    var result = Assessment()
    var soft: UInt16 = 0
    for entry in limits.pointee.entries {
      let signal = entry.limit.signal
      let value = value(of: signal, model, ratio)
      if let hard = entry.limit.hard, value >= hard { result.meetsCeiling = true }
      if let limit = entry.limit.soft, value >= limit { soft |= WindowValues.family(signal) }
      if value >= entry.warning, mayWarn(signal, model) { result.warnings |= entry.bit }
    }
    result.meetsSoftBesideRatio = soft & ~WindowValues.family(.destructiveRatio) != 0
    let telling = WindowValues.family(.destructiveRatio) | WindowValues.family(.spreadRegions) | WindowValues.family(.recreated)
    result.meetsConfirmed =
      soft.nonzeroBitCount >= 2 && soft & telling != 0 && changes >= model.confirmedMinimumChanges
      && destroyed >= model.confirmedMinimumDestroyed
    result.meetsRecreated = isLongest && hasStatefulRecreation
    return result
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
