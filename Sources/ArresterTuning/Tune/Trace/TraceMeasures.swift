import ArresterEngine
import ArresterEvents

/// What limits of one kind look at in one window, as numbers that can be compared: no rule holds for smaller ones that does not for these.
struct TraceMeasures {
  private let z: Double
  private let isLongest: Bool
  private let minimumChanges: Double
  private let minimumDestroyed: Double
  /// By signal: the least that a limit may be; infinite where there is none.
  private var softFloors = SIMD16<Double>(repeating: .infinity)
  private var hardFloors = SIMD16<Double>(repeating: .infinity)
  private let signals: [Signal]
  private let looksAtRatio: Bool

  private static let changes = 9
  private static let destroyed = 10
  private static let stateful = 11
  /// How far the limit that a baseline gives lies below any: the higher that limit, the less is met.
  private static let learnt = 12
  private static let aboveAnyLearnt = 1e10

  /// - Parameter model: with the lowest limits.
  init(_ model: EngineModel, _ kind: PrincipalKind, window: Int) {
    z = model.ratioZ
    isLongest = window == model.windows.count - 1
    minimumChanges = Double(model.confirmedMinimumChanges)
    minimumDestroyed = Double(model.confirmedMinimumDestroyed)
    let limits = model.limits[kind].filter { $0.window == window }
    for limit in limits {
      let index = Int(limit.signal.rawValue)
      softFloors[index] = min(softFloors[index], limit.soft ?? .infinity)
      hardFloors[index] = min(hardFloors[index], limit.hard ?? .infinity)
    }
    signals = Signal.allCases.filter { signal in limits.contains { $0.signal == signal } }
    looksAtRatio = limits.contains { $0.signal == .destructiveRatio }
  }

  /// Of the principal's values, then of the session's; all 0 where no rule may hold.
  func of(_ window: JudgedWindow) -> (own: SIMD16<Double>, session: SIMD16<Double>) {
    let own = part(of: window, ofSession: false)
    return (own, looksAtRatio && window.hasSession ? part(of: window, ofSession: true) : SIMD16(repeating: 0))
  }

  private func part(of window: JudgedWindow, ofSession: Bool) -> SIMD16<Double> {
    var measures = SIMD16<Double>(repeating: 0)
    let destroyed = Double(window.destroyed(ofSession: ofSession))
    let mayConfirm = destroyed >= minimumDestroyed || window.isSaturated(ofSession: ofSession)
    for signal in signals {
      let index = Int(signal.rawValue)
      let value = window.value(of: signal, ofSession: ofSession, z: z)
      if value >= hardFloors[index] || mayConfirm && value >= softFloors[index] { measures[index] = value }
    }
    if isLongest, window.hasStatefulRecreation { measures[TraceMeasures.stateful] = 1 }
    guard measures != SIMD16(repeating: 0) else { return measures }
    // More than what a confirmation needs at least makes no difference.
    measures[TraceMeasures.changes] = min(minimumChanges, Double(window.changes(ofSession: ofSession)))
    measures[TraceMeasures.destroyed] = min(minimumDestroyed, destroyed)
    let looksAtVelocity = measures[Int(Signal.velocity.rawValue)] > 0
    if looksAtVelocity { measures[TraceMeasures.learnt] = TraceMeasures.aboveAnyLearnt - Double(window.learnt) }
    return measures
  }
}
