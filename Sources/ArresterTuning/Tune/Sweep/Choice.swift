/// What somebody is ready to pay.
public struct TuneBudget: Sendable, Equatable {
  /// Wrong trips a day, over all principals.
  public var maximumWrongTripsPerDay: Double?
  /// Resources destroyed before the trip, summed over the harmful cases.
  public var maximumBlast: Int?

  public init(maximumWrongTripsPerDay: Double? = nil, maximumBlast: Int? = nil) {
    self.maximumWrongTripsPerDay = maximumWrongTripsPerDay
    self.maximumBlast = maximumBlast
  }

  /// - Parameter current: what the current model comes to. Whoever states no budget wants no more wrong trips than now.
  func allows(_ tally: Tally, _ current: Tally) -> Bool {
    guard maximumWrongTripsPerDay != nil || maximumBlast != nil else { return tally.wrongTrips <= current.wrongTrips }
    return tally.wrongTripsPerDay <= maximumWrongTripsPerDay ?? .infinity && tally.blast <= maximumBlast ?? .max
  }
}

/// The settings of which no other is better in everything, and the one to take. Only what was fitted on is looked at.
struct Choice {
  /// From the fewest wrong trips to the most.
  let front: [SettingOutcome]
  /// nil where no setting is within the budget.
  let recommended: SettingOutcome?

  init(_ outcomes: [SettingOutcome], current: SettingOutcome, _ swept: [SweptLimit], _ budget: TuneBudget) {
    var best: [Price: (outcome: SettingOutcome, distance: Double)] = [:]
    for outcome in outcomes {
      let price = Price(outcome.fitted)
      let distance = outcome.setting.distance(swept)
      if let known = best[price], known.distance <= distance { continue }
      best[price] = (outcome, distance)
    }
    let prices = best.keys.filter { price in !best.keys.contains { $0.isBetter(than: price) } }
    front = prices.sorted(by: Price.areInOrder).compactMap { best[$0]?.outcome }
    let allowed = best.filter { budget.allows($0.value.outcome.fitted, current.fitted) }.map(\.key)
    recommended = Choice.recommended(among: allowed, budget).flatMap { best[$0]?.outcome }
  }

  /// First that as much as possible is detected. Then whoever has a budget for wrong trips wants the least damage for it, and
  /// everybody else the fewest wrong trips.
  private static func recommended(among prices: [Price], _ budget: TuneBudget) -> Price? {
    let wantsLeastDamage = budget.maximumWrongTripsPerDay != nil && budget.maximumBlast == nil
    return prices.min { left, right in
      let (damage, wrong) = ((left.blast, right.blast), (left.wrongTrips, right.wrongTrips))
      let order = wantsLeastDamage ? [damage, wrong] : [wrong, damage]
      for (first, second) in [(left.missed, right.missed)] + order where first != second { return first < second }
      return false
    }
  }

  private struct Price: Hashable {
    var missed: Int
    var wrongTrips: Int
    var blast: Int

    init(_ tally: Tally) { (missed, wrongTrips, blast) = (tally.missed, tally.wrongTrips, tally.blast) }

    func isBetter(than other: Price) -> Bool {
      self != other && missed <= other.missed && wrongTrips <= other.wrongTrips && blast <= other.blast
    }

    static func areInOrder(_ left: Price, _ right: Price) -> Bool {
      (left.wrongTrips, left.blast, left.missed) < (right.wrongTrips, right.blast, right.missed)
    }
  }
}
