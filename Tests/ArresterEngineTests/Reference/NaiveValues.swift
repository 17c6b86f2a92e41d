import ArresterEvents

@testable import ArresterEngine

/// Section 4, from the events of one key in one window.
struct NaiveValues {
  var changes = 0
  var destructive = 0
  var failed = 0
  var permissions = 0
  var regions: Set<String> = []
  var scopes: Set<String> = []
  /// The greatest weight of each resource that was destroyed.
  var weights: [Int: Int] = [:]
  var recreated: Set<Int> = []
  var isStatefulRecreated = false
  var isSaturated = false

  init(_ entries: [NaiveEntry], _ window: NaiveWindow, session: String?) {
    for entry in entries where window.contains(entry) && (session == nil || entry.event.session == session) { add(entry, window) }
  }

  private mutating func add(_ entry: NaiveEntry, _ window: NaiveWindow) {
    if entry.isFailed { failed += 1 }
    if entry.isSaturated { isSaturated = true }
    if entry.isChange { addChange(entry, window) }
    guard !entry.isFailed else { return }
    for resource in entry.resources where resource.weight > 0 {
      weights[resource.names[0]] = max(weights[resource.names[0]] ?? 0, resource.weight)
      guard let time = resource.recreatedAt, Int(time / 1_000_000_000) <= window.last else { continue }
      recreated.insert(resource.names[0])
      if entry.event.flags.contains(.stateful) { isStatefulRecreated = true }
    }
  }

  private mutating func addChange(_ entry: NaiveEntry, _ window: NaiveWindow) {
    changes += 1
    if entry.isDestructive { destructive += 1 }
    if !entry.event.region.isEmpty { regions.insert(entry.event.region) }
    scopes.insert(entry.event.scope)
    guard entry.event.flags.contains(.permission) else { return }
    if let madeAt = entry.permittedMadeAt, Int(madeAt / 1_000_000_000) >= window.first { return }
    permissions += 1
  }

  var destroyed: Int { weights.count }
  var severity: Int { weights.values.reduce(0, +) }

  func value(_ signal: Signal, _ model: EngineModel) -> Double {
    switch signal {
    case .velocity: Double(changes)
    case .destroyed: Double(destroyed)
    case .severity: Double(weights.values.filter { $0 >= model.severityMinimumWeight }.reduce(0, +))
    case .destructiveRatio: wilson(model.ratioZ)
    case .spreadRegions: Double(regions.count)
    case .spreadScopes: Double(scopes.count)
    case .recreated: Double(recreated.count)
    case .permissions: Double(permissions)
    case .pressure: Double(failed)
    }
  }

  /// Wilson's lower bound in its other form: with k of n, (2k + z² - z √(z² + 4k(n - k)/n)) / 2(n + z²).
  private func wilson(_ z: Double) -> Double {
    if destructive == 0 { return 0 }
    let (k, n) = (Double(destructive), Double(changes))
    return (2 * k + z * z - z * (z * z + 4 * k * (n - k) / n).squareRoot()) / (2 * (n + z * z))
  }

  func meets(_ signal: Signal, _ limit: Double?, _ model: EngineModel) -> Bool {
    guard let limit else { return false }
    return signal == .destroyed && isSaturated || value(signal, model) >= limit
  }

  // MARK: Section 5

  /// Rules 2 to 4, the first that holds.
  func rule(_ limits: [Limit], _ model: EngineModel, isLongest: Bool) -> Rule? {
    if limits.contains(where: { meets($0.signal, $0.hard, model) }) { return .ceiling }
    let soft = Set(limits.filter { meets($0.signal, $0.soft, model) }.map { $0.signal == .spreadScopes ? .spreadRegions : $0.signal })
    let isTelling = soft.contains(.destructiveRatio) || soft.contains(.spreadRegions) || soft.contains(.recreated)
    if soft.count >= 2, isTelling, changes >= model.confirmedMinimumChanges, destroyed >= model.confirmedMinimumDestroyed {
      return .confirmed
    }
    return isLongest && isStatefulRecreated ? .recreated : nil
  }

  /// The window is no ordinary one: half of a limit is met; by the ratio what a warning takes besides.
  func isLoud(_ limits: [Limit], _ model: EngineModel, isLongest: Bool) -> Bool {
    isLongest && isStatefulRecreated
      || limits.contains { limit in
        switch limit.signal {
        case .pressure: false
        case .destructiveRatio: destructive > 0 && destroyed >= model.ratioWarningMinimumDestroyed
        default: warns(limit, model)
        }
      }
  }

  /// Half of the lower limit, rounded up where things are counted.
  func warns(_ limit: Limit, _ model: EngineModel) -> Bool {
    let lower = [limit.soft, limit.hard].compactMap(\.self).min() ?? .infinity
    guard limit.signal == .destructiveRatio else { return meets(limit.signal, (lower / 2).rounded(.up), model) }
    return destroyed >= model.ratioWarningMinimumDestroyed && value(.destructiveRatio, model) >= lower / 2
  }
}
