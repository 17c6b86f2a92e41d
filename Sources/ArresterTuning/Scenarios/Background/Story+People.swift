/// People in their working day, and the agents that work for them.
extension Story {
  /// A person who looks at much in the console, and changes little.
  mutating func workday(_ number: Int) {
    let (account, region) = somewhere()
    let isConsole = random.chance(0.6)
    begin(atHour: 8, minute: random.integer(0...59))
    let caller = person(
      "person\(number)@example.com", number % 3 == 0 ? "AdministratorAccess" : "PowerUserAccess", account: account, region: region,
      isConsole: isConsole)
    for _ in 0..<random.integer(6...18) {
      look(caller, times: 3...25, every: 0...4)
      if random.chance(0.35) { change(caller, number) }
      pause(300...2400)
    }
  }

  /// One thing that people do in an afternoon.
  private mutating func change(_ caller: Caller, _ number: Int) {
    let place = caller.place
    let instance = random.identifier("i")
    let options: [[ApiCall]] = [
      [.createTags(instance, key: "owner", value: "person\(number)")], [.putParameter("/app/feature-\(random.integer(1...90))")],
      [.authorizeIngress(random.identifier("sg"), port: 443, from: "10.0.0.0/8")],
      [.configureFunction("worker-\(number)", memory: 512), .updateFunction("worker-\(number)", place)],
      [.rebootDatabase("scratch-\(number)", place)], [.stopInstances([instance])], [.setDesiredCapacity("batch-\(number)", 6)],
      [.putAlarm("person\(number)-cpu", threshold: 80)],
      [.createVolume(random.identifier("vol"), zone: place.region + "a", gigabytes: 50)],
      [.deleteVolume(random.identifier("vol"))], [.createBucket("person\(number)-\(random.hexadecimal(6))", region: place.region)],
    ]
    calls(random.pick(options), by: caller, every: 2...20)
  }

  /// An agent with an ordinary task: it reads a lot, mends a function, makes what is missing, and takes one of its own things back.
  mutating func assistant(_ number: Int) {
    let (account, region) = somewhere()
    for hour in 8...20 where random.chance(0.45) {
      begin(atHour: hour, minute: random.integer(0...50))
      let caller = role("claude-assistant-\(number)", account: account, region: region)
      look(caller, times: 10...40, every: 0...5)
      let name = "assist-\(number)-\(hour)"
      calls(
        [.configureFunction("jobs-\(number)", memory: 512), .updateFunction("jobs-\(number)", caller.place)], by: caller, every: 5...40)
      look(caller, times: 3...10, every: 1...9)
      guard random.chance(0.5) else { continue }
      calls(
        [.createLogGroup("/tmp/\(name)"), .createFunction(name, caller.place), .putParameter("/\(name)/url")], by: caller, every: 3...20)
      look(caller, times: 2...6, every: 5...30)
      guard random.chance(0.4) else { continue }
      calls([.deleteFunction(name), .deleteLogGroup("/tmp/\(name)")], by: caller, every: 3...20)
    }
  }

  /// The root user of an account, once, for the bill and for whom to write to.
  mutating func accountOwner() {
    begin(atHour: 9, minute: random.integer(0...59))
    let owner = root(account: Account.staging)
    look(owner, times: 3...8, every: 2...15)
    call(
      ApiCall("account", "PutAlternateContact", ["alternateContactType": "BILLING", "name": "HIDDEN_DUE_TO_SECURITY_REASONS"]), by: owner)
  }
}
