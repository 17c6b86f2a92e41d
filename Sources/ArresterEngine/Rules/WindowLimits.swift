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

  init(_ limits: [Limit], window: Int) {
    entries = limits.enumerated().filter { $0.element.window == window }
      .map { Entry(limit: $0.element, warning: $0.element.warning, bit: 1 << UInt64($0.offset & 63)) }
    mask = entries.reduce(0) { $0 | $1.bit }
  }
}

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
  /// - Parameter isLongest: rule 4 looks at the longest window only.
  func assess(_ limits: WindowLimits, _ model: EngineModel, isLongest: Bool) -> Assessment {
    var result = Assessment()
    var soft: UInt16 = 0
    for entry in limits.entries {
      let signal = entry.limit.signal
      if let hard = entry.limit.hard, meets(signal, hard, z: model.ratioZ) { result.meetsCeiling = true }
      if let limit = entry.limit.soft, meets(signal, limit, z: model.ratioZ) { soft |= WindowValues.family(signal) }
      if warns(signal, entry.warning, model) { result.warnings |= entry.bit }
    }
    result.meetsSoftBesideRatio = soft & ~WindowValues.family(.destructiveRatio) != 0
    let telling = WindowValues.family(.destructiveRatio) | WindowValues.family(.spreadRegions) | WindowValues.family(.recreated)
    result.meetsConfirmed =
      soft.nonzeroBitCount >= 2 && soft & telling != 0 && changes >= model.confirmedMinimumChanges
      && destroyed >= model.confirmedMinimumDestroyed
    result.meetsRecreated = isLongest && hasStatefulRecreation
    return result
  }

  private func warns(_ signal: Signal, _ limit: Double, _ model: EngineModel) -> Bool {
    if signal == .destructiveRatio, destroyed < model.ratioWarningMinimumDestroyed { return false }
    return meets(signal, limit, z: model.ratioZ)
  }

  /// One bit for each signal; regions and scopes are the same signal, so that the two alone confirm nothing.
  private static func family(_ signal: Signal) -> UInt16 {
    1 << UInt16((signal == .spreadScopes ? Signal.spreadRegions : signal).rawValue)
  }
}
