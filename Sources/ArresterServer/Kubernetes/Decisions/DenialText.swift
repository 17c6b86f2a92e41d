import ArresterBreaker

/// What kubectl prints behind `Forbidden`: the state and the trip, what still works, and what to do. Nothing in it is the caller's text.
enum DenialText {
  /// - Parameter isPartial: on probation, where only destructive writes are denied.
  static func reason(_ decision: Decision, isPartial: Bool) -> String {
    let trip = decision.trip.map { ", trip \($0)" } ?? ""
    let what = isPartial ? "destructive writes of this user are" : "this user's writes are"
    return "Arrester: \(what) denied (\(decision.reason)\(trip)). Reads work. An operator can restore it: \(command(decision.trip))"
  }

  static func stale(_ ageSeconds: Double) -> String {
    let age = ageSeconds.isFinite && ageSeconds < 1e9 ? "\(Int(ageSeconds)) s old" : "not there yet"
    return "Arrester: writes of agents are denied, since what it knows of its breakers is \(age) (failMode closed). Reads work. "
      + "An operator can see why: arrester breakers list"
  }

  static func needsApproval(_ action: String, _ request: String) -> String {
    "Arrester: \(action) cannot be undone, so an agent needs an approval: request \(request). An operator can give it: "
      + "arrester breakers approve \(request); then do the same again within 30 minutes"
  }

  private static func command(_ trip: String?) -> String { trip.map { "arrester breakers show \($0)" } ?? "arrester breakers list" }
}
