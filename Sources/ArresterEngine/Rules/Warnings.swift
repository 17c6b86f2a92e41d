/// Half of a limit, once until it has fallen below again.
struct Warnings {
  /// Bits of the limits that stand at half or more.
  var known: UInt64
  /// Those that were not, before this event; with the window that shows the first of them.
  var fresh: [SignalObservation] = []
  var place: Shard.Place?

  init(known: UInt64) { self.known = known }

  /// A newest window sets and clears its limits' bits; a past one only sets them.
  @inline(__always)
  mutating func note(
    _ met: UInt64, _ limits: WindowLimits, _ values: WindowValues, _ place: Shard.Place, _ model: EngineModel, isNewest: Bool
  ) {
    let new = met & ~known
    known = isNewest ? known & ~limits.mask | met : known | met
    if new != 0 { noteSlow(new, limits, values, place, model) }
  }

  @inline(never)
  private mutating func noteSlow(
    _ new: UInt64, _ limits: WindowLimits, _ values: WindowValues, _ place: Shard.Place, _ model: EngineModel
  ) {
    if self.place == nil { self.place = place }
    for entry in limits.entries where entry.bit & new != 0 {
      fresh.append(values.observation(of: entry.limit, against: entry.limit.soft ?? entry.limit.hard ?? 0, model))
    }
  }
}

extension WindowValues {
  func observation(of limit: Limit, against threshold: Double, _ model: EngineModel) -> SignalObservation {
    SignalObservation(
      signal: limit.signal, windowSeconds: model.windows[limit.window].seconds, observed: value(of: limit.signal, z: model.ratioZ),
      threshold: threshold, isHard: threshold == limit.hard)
  }
}
