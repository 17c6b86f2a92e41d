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
    _ met: UInt64, _ limits: WindowLimits, _ values: WindowValues, _ place: Shard.Place, _ model: EngineModel, _ baseline: UsedBaseline?,
    isNewest: Bool
  ) {
    let new = met & ~known
    known = isNewest ? known & ~limits.mask | met : known | met
    if new != 0 { noteSlow(new, limits, values, place, model, baseline) }
  }

  @inline(never)
  private mutating func noteSlow(
    _ new: UInt64, _ limits: WindowLimits, _ values: WindowValues, _ place: Shard.Place, _ model: EngineModel, _ baseline: UsedBaseline?
  ) {
    if self.place == nil { self.place = place }
    for entry in limits.entries where entry.bit & new != 0 {
      let threshold = entry.thresholds(baseline?.limit ?? 0).soft ?? entry.limit.hard ?? 0
      fresh.append(values.observation(of: entry, against: threshold, model, baseline))
    }
  }
}

extension WindowValues {
  /// - Parameter baseline: of the window, where there is one.
  func observation(
    of entry: WindowLimits.Entry, against threshold: Double, _ model: EngineModel, _ baseline: UsedBaseline?
  ) -> SignalObservation {
    var observation = observation(of: entry.limit, against: threshold, model)
    if let baseline, entry.softRange != nil { observation.baseline = baseline.reading }
    return observation
  }

  func observation(of limit: Limit, against threshold: Double, _ model: EngineModel) -> SignalObservation {
    SignalObservation(
      signal: limit.signal, windowSeconds: model.windows[limit.window].seconds, observed: value(of: limit.signal, z: model.ratioZ),
      threshold: threshold, isHard: threshold == limit.hard)
  }
}
