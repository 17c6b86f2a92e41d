import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents

/// What goes on while the demonstration is kept running, so that the console has something to show: the work of many, an agent that was
/// stopped and is waited for, and one that was given everything back. The agent of the story is on probation.
extension Demo {
  func keepRunning(
    _ events: DemoEvents, _ cluster: DemoCluster, _ client: DemoClient, _ producer: DemoProducer, while isHeld: () -> Bool
  ) throws {
    let retelling = DemoRetelling(model: model)
    let honest = events.normal.filter { $0.change?.principal.hasSuffix("/platform-agent") ?? false }
    guard !honest.isEmpty else { throw DemoError(what: "the agent has no honest work to go on with") }
    for name in Demo.teams { try producer.send(retelling.tell(honest[0], name: name, system: name, at: SystemClock().now())) }
    try letGoWrong("billing", "invoicing", events, retelling, cluster, producer)
    try restoreFully("billing", honest, retelling, cluster, client, producer)
    try letGoWrong("search", "catalogue", events, retelling, cluster, producer)
    let search = try breaker(of: "search", cluster, client)
    _ = try client.ask("/v1/breakers/\(search)/restore", ["reason": "the index is rebuilt by hand"], token: cluster.olga.token)
    tellConsole(cluster)
    var round = 0
    while isHeld() {
      let team = Demo.teams[round % Demo.teams.count]
      try producer.send(retelling.tell(honest[round % honest.count], name: team, system: team, at: SystemClock().now()))
      round += 1
      DemoPause.long()
    }
  }

  /// Many, so that the caps leave room for three trips in an hour.
  private static let teams = [
    "orders", "cart", "pricing", "stock", "returns", "shipping", "tax", "fraud", "ledger", "payout", "media", "thumbs", "reviews", "email",
    "push", "sms", "audit", "reports", "etl", "lake", "ranking", "vector", "ads", "bids", "geo", "maps", "login", "tokens", "consent",
    "profile", "wishlist", "gifts", "loyalty", "vendors", "intake", "quality", "labels", "routing", "drivers", "depots", "kiosk", "pos",
  ]

  /// An agent does to its system what the one of the story did; what it tries after the trip is refused.
  private func letGoWrong(
    _ name: String, _ system: String, _ events: DemoEvents, _ retelling: DemoRetelling, _ cluster: DemoCluster, _ producer: DemoProducer
  ) throws {
    for record in events.agent {
      guard let change = record.change else { continue }
      let told = retelling.tell(record, name: name, system: system)
      let isDenied = cluster.cloud.refuses(told.change?.principal ?? "", isDestructive: change.effect.isDestructive)
      try producer.send(isDenied ? told.refused : told)
      try producer.flush()
      try cluster.waitUntilTaken(producer.sent)
      guard !isDenied, let principal = told.change?.principal, cluster.hasTripped(principal) else { continue }
      try wait("the cloud denies \(name)-agent") { cluster.cloud.refuses(principal, isDestructive: true) }
    }
  }

  private func restoreFully(
    _ name: String, _ honest: [DemoEvents.Record], _ retelling: DemoRetelling, _ cluster: DemoCluster, _ client: DemoClient,
    _ producer: DemoProducer
  ) throws {
    let breaker = try breaker(of: name, cluster, client)
    let asked = try client.ask(
      "/v1/breakers/\(breaker)/restore", ["reason": "invoicing was put back from its snapshots"], token: cluster.olga.token)
    guard let request = (asked.json["request"] as? [String: Any])?["id"] as? String ?? asked.text("request") else {
      throw DemoError(what: "asking to restore was answered with \(asked.status)")
    }
    for approver in cluster.approvers { _ = try client.ask("/v1/requests/\(request)/approve", [:], token: approver.token) }
    try wait("\(name)-agent has shown 20 good writes") {
      guard let record = honest.randomElement() else { return false }
      // Only what is later than the moment of its restoration counts.
      let told = retelling.tell(record, name: name, system: "invoicing", at: SystemClock().now() + Timestamp.nanosecondsPerSecond)
      try? producer.send(told)
      try? producer.flush()
      DemoPause.long()
      return (try? state(of: breaker, cluster, client)) == BreakerState.closed.rawValue
    }
  }

  private func breaker(of name: String, _ cluster: DemoCluster, _ client: DemoClient) throws -> String {
    let list = try client.ask("/v1/breakers", token: cluster.olga.token).json["breakers"] as? [[String: Any]]
    let found = list?.first { ($0["principal"] as? String)?.hasSuffix("/\(name)-agent") ?? false }
    guard let identifier = found?["id"] as? String else { throw DemoError(what: "the API shows no breaker of \(name)-agent") }
    return identifier
  }

  private func state(of breaker: String, _ cluster: DemoCluster, _ client: DemoClient) throws -> String? {
    let shown = try client.ask("/v1/breakers/\(breaker)", token: cluster.olga.token).json["breaker"] as? [String: Any]
    return shown?["state"] as? String
  }

  private func tellConsole(_ cluster: DemoCluster) {
    say("")
    say("It keeps running; Ctrl-C ends it. The console: http://127.0.0.1:\(cluster.port)/")
    say(
      "  search-agent is stopped and \(cluster.olga.name) has asked to restore it, platform-agent is on probation, billing-agent is restored."
    )
    for person in [cluster.olga] + cluster.approvers {
      say("  token of \(person.name) (\(person.name == cluster.olga.name ? "operator" : "approver")): \(person.token)")
    }
  }
}
