extension Story {
  /// A nightly run that takes one environment away: it reads the state, and destroys what is in it.
  mutating func nightlyDestroy(of names: [String], by caller: Caller) {
    for name in names {
      let environment = WebEnvironment(name, caller.place, &random)
      destroy(environment, by: caller)
      pause(30...90)
    }
  }

  /// What two people approved for the nightly run: the account of previews, for an hour.
  mutating func planNightly(_ identifier: String, for caller: Caller, hour: Int) {
    plan(
      identifier, for: caller,
      PlannedAllowance(
        scopes: [Account.sandbox], changes: 600, destroyed: 320, minutes: hour * 60...hour * 60 + 60, repeats: .daily,
        reason: "The nightly clean-up of preview environments, in their own account only."))
  }
}
