/// Programs that work day and night.
extension Story {
  private static let regions = ["eu-west-1", "eu-west-1", "eu-central-1", "us-east-1"]
  private static let accounts = [Account.production, Account.production, Account.staging, Account.sandbox]

  mutating func somewhere() -> (account: String, region: String) { (random.pick(Story.accounts), random.pick(Story.regions)) }

  /// An application that reads its settings, and now and then writes one.
  mutating func application(_ number: Int) {
    begin(atHour: 0)
    let (account, region) = somewhere()
    let caller = role("orders-service-\(number)", session: random.identifier("i"), account: account, region: region, tool: Tool.java)
    while now < 24 * 3_600_000 {
      look(caller, times: 1...3, every: 0...2)
      if random.chance(0.15) { call(.putParameter("/orders-\(number)/checkpoint"), by: caller) }
      if random.chance(0.05) { call(.setQueue("orders-\(number)", caller.place, visibilitySeconds: 120), by: caller) }
      pause(600...3600)
    }
  }

  /// A pipeline that deploys some times a day: what is there is changed, something new is made, something old goes.
  mutating func pipeline(_ number: Int) {
    let (account, region) = somewhere()
    for hour in 7...19 where random.chance(0.4) {
      begin(atHour: hour, minute: random.integer(0...50))
      let caller = role(
        "github-actions-deploy-\(number)", session: "run-\(random.integer(100_000...999_999))", account: account, region: region,
        tool: Tool.terraform)
      look(caller, times: 8...25, every: 0...1)
      for index in 0..<random.integer(2...12) {
        call(.registerTask("app\(number)-\(index)", caller.place, revision: random.integer(10...400)), by: caller)
        pause(milliseconds: 200...1500)
        call(.deployService("app\(number)-\(index)", cluster: "apps", task: "app\(number)-\(index)"), by: caller)
        pause(1...6)
      }
      if random.chance(0.3) { make([WebEnvironment("svc\(number)-\(hour)", caller.place, &random).functions[0]], by: caller) }
      if random.chance(0.2) { call(.updateStack("app\(number)", caller.place, uuid: random.uuid()), by: caller) }
      if random.chance(0.15) { call(.deleteAlarms(["app\(number)-old"]), by: caller) }
    }
  }

  /// Reports that are drawn by a user with a key.
  mutating func reporting(_ number: Int) {
    let caller = user("reporting-batch-\(number)")
    for hour in stride(from: random.integer(0...3), to: 24, by: 4) {
      begin(atHour: hour)
      look(caller, times: 5...20, every: 0...3)
    }
  }

  /// A scaling group that follows its load, by its service-linked role.
  mutating func controller(_ number: Int) {
    let (account, region) = somewhere()
    let caller = role(
      "AWSServiceRoleForAutoScaling", session: "AutoScaling", account: account, region: region,
      path: "/aws-service-role/autoscaling.amazonaws.com/"
    ).through("autoscaling.amazonaws.com")
    var running = (0..<6).map { _ in random.identifier("i") }
    for hour in 0...23 {
      begin(atHour: hour)
      let new = (0..<random.integer(1...3)).map { _ in random.identifier("i") }
      call(.runInstances(new, image: "ami-0f1e2d3c4b5a69788", type: "m7g.large", subnet: random.identifier("subnet")), by: caller)
      pause(600...1500)
      call(.terminateInstances(Array(running.prefix(new.count))), by: caller)
      running = Array(running.dropFirst(new.count)) + new
    }
  }

  /// A service that assumes a role for what it runs, as most of a trail's records are.
  mutating func serviceSessions(_ number: Int) {
    let service = service(["lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "ec2.amazonaws.com"][number % 3])
    for hour in 0...23 {
      begin(atHour: hour)
      for _ in 0..<random.integer(2...6) {
        let key = random.accessKey("ASIA")
        call(
          .assumeRole("orders-service-\(number)", account: service.account, session: random.identifier("i"), key: key), by: service)
        pause(60...600)
      }
    }
  }
}
