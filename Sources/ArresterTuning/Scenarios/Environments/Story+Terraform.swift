extension Story {
  /// What `terraform plan` reads before anything is changed: every resource of the state.
  mutating func refresh(_ environment: WebEnvironment, by caller: Caller) {
    for _ in 0..<environment.components.count {
      call(random.pick(ApiCall.reads), by: caller, in: environment.place.region)
      pause(milliseconds: 20...180)
    }
  }

  /// `terraform destroy`: ten at a time, each asked about until it is gone.
  mutating func destroy(_ environment: WebEnvironment, by caller: Caller) {
    refresh(environment, by: caller)
    pause(5...20)
    remove(environment.components, by: caller, in: environment.place.region)
  }

  /// Takes components away in a tool's order, and again what something else still needs.
  mutating func remove(_ components: [Component], by caller: Caller, in region: String? = nil) {
    for call in components.removal {
      if call.service == "ec2", random.chance(0.25) {
        self.call(call, by: caller, in: region, error: .dependency)
        pause(milliseconds: 500...3000)
      }
      self.call(call, by: caller, in: region)
      pause(milliseconds: 150...1800)
      guard random.chance(0.4) else { continue }
      self.call(random.pick(ApiCall.reads), by: caller, in: region)
    }
  }

  /// `terraform apply` of components that are not there yet; now and then it is too fast for the API.
  mutating func make(_ components: [Component], by caller: Caller, in region: String? = nil) {
    for call in components.creation {
      if random.chance(0.02) {
        self.call(call, by: caller, in: region, error: .throttled)
        pause(milliseconds: 500...2000)
      }
      self.call(call, by: caller, in: region)
      pause(milliseconds: 120...900)
      guard random.chance(0.5) else { continue }
      self.call(random.pick(ApiCall.reads), by: caller, in: region)
    }
  }
}
