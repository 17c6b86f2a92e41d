import ArresterEngine
import ArresterEvents

/// How low a sweep may set limits. A trace is exact for limits at these or above; what meets not even half of them is not in it.
struct LimitFloors {
  /// The kind whose limits are swept.
  static let kind = PrincipalKind.agent
  /// A limit is not swept below this part of what it is.
  private static let leastPart = 0.25
  /// Nor is one on the ratio below this: one in five changes destroys, as far as 20 of them can tell.
  private static let leastRatio = 0.05

  /// The lowest value for each limit of `kind`, hard or soft, in their order.
  let values: [Double]
  /// The model with these in place of the limits of `kind`.
  let surveyed: EngineModel

  init(_ model: EngineModel) {
    let floors = model.limits[LimitFloors.kind].map(LimitFloors.floor)
    var surveyed = model
    surveyed.limits[LimitFloors.kind] = zip(model.limits[LimitFloors.kind], floors).map { limit, floor in
      Limit(signal: limit.signal, window: limit.window, hard: limit.hard.map { _ in floor }, soft: limit.soft.map { _ in floor })
    }
    values = floors
    self.surveyed = surveyed
  }

  private static func floor(of limit: Limit) -> Double {
    let current = min(limit.soft ?? .infinity, limit.hard ?? .infinity)
    if limit.signal == .destructiveRatio { return min(current, leastRatio) }
    return min(current, max(leastUseful(limit.signal), (current * leastPart).rounded(.up)))
  }

  /// Below this nearly every change would meet half of the limit: one change, one place, one thing.
  private static func leastUseful(_ signal: Signal) -> Double {
    switch signal {
    case .spreadRegions, .spreadScopes: 3
    case .recreated: 1
    case .severity: 5
    default: 2
    }
  }
}
