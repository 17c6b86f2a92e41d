import ArresterBase

/// Whether a rate was kept up over a stretch: what was due did not pile up, and little was left at the end, or less and less.
struct SustainedRate: Equatable, Sendable {
  let isSustained: Bool
  /// Why, with the numbers.
  let reason: String

  /// The backlog may grow by this share of the rate: a clock and a queue are never quite even.
  static let growthShare = 0.02
  /// The backlog at the end may be worth this much time, or more where it shrinks so fast that as long again would end it: a stall
  /// that is being caught up with.
  static let backlogSeconds = 0.5

  /// - Parameter missingDecisions: trips without a decision at the end, and how many there were in all.
  init(rate: Int, samples: [LagSample], missingDecisions: (missing: Int, all: Int)) {
    guard let last = samples.last, samples.count > 3 else {
      isSustained = false
      reason = "the stretch was too short to tell"
      return
    }
    let growth = LagGrowth(samples).whole
    let backlog = Double(last.due - (last.taken ?? last.acknowledged))
    let share = JSONText.decimal(growth / Double(rate) * 100, 1)
    let seconds = JSONText.decimal(backlog / Double(rate), 2)
    let state = "the backlog grew by \(share) % of the rate and was worth \(seconds) s at the end"
    if missingDecisions.missing * 10 > missingDecisions.all {
      isSustained = false
      reason = "\(missingDecisions.missing) of \(missingDecisions.all) decisions did not come; \(state)"
      return
    }
    let isShort = backlog <= SustainedRate.backlogSeconds * Double(rate)
    let isGoingAway = growth < 0 && backlog <= -growth * last.seconds
    isSustained = growth <= SustainedRate.growthShare * Double(rate) && (isShort || isGoingAway)
    reason = isSustained && !isShort ? state + ", and on its way to nothing" : state
  }
}
