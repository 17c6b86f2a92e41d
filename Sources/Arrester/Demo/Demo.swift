import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents

/// The whole thing in one process: an agent deletes and recreates an environment, the breaker opens, its writes are refused, and
/// people give them back. Real service, real Kafka protocol, real HTTP; the cluster is embedded, the cloud is in memory, and the agent
/// is a file.
public final class Demo {
  /// What was seen.
  public struct Result: Sendable {
    public var trip: Verdict?
    /// Resources destroyed before the breaker opened.
    public var gone = 0
    /// Resources that the agent was refused to destroy.
    public var saved = 0
    public var refused = 0
    /// From the last event's send to the first refusal, nanoseconds.
    public var reactionNanoseconds: Int64 = 0
    /// Writes that the agent tried although it was refused, and that the cloud refused too.
    public var tried = 0
    public var leaks = 0
    public var isRestored = false
  }

  let model: Model
  let say: (String) -> Void

  /// - Parameter say: gets each line of the story.
  public init(model: Model, say: @escaping (String) -> Void) {
    self.model = model
    self.say = say
  }

  /// - Parameter isHeld: asked at the end again and again: whether to keep running, with more going on.
  public func run(folder: String, while isHeld: () -> Bool = { false }) throws -> Result {
    let events = try DemoEvents(folder: folder, model: model, now: SystemClock().now())
    let cluster = try DemoCluster(model: model)
    defer { cluster.stop() }
    let producer = try cluster.makeProducer()
    defer { producer.close() }
    say("1. An embedded Kafka cluster at \(cluster.bootstrapServers), and Arrester reading from it in enforce mode.")
    try playNormal(events.normal, cluster, producer)
    let client = try DemoClient(port: cluster.port)
    var result = try playAgent(events.agent, cluster, client, producer)
    guard let trip = result.trip else { throw DemoError(what: "nothing tripped, although the agent deleted and recreated an environment") }
    result.gone = trip.destroyed
    tell(trip, result)
    tellOthers(events, cluster, trip)
    try tryAllTheSame(events.agent, cluster, client, producer, trip, &result)
    result.isRestored = try restore(cluster, client, trip)
    tellNext()
    if isHeld() { try keepRunning(events, cluster, client, producer, while: isHeld) }
    return result
  }

  // MARK: The story

  private func playNormal(_ records: [DemoEvents.Record], _ cluster: DemoCluster, _ producer: DemoProducer) throws {
    for record in records { try producer.send(record) }
    try producer.flush()
    try cluster.waitUntilTaken(producer.sent)
    let principals = Set(records.map(\.key)).count
    let changes = records.count { $0.change != nil }
    say("")
    say("2. Normal work: \(records.count) records by \(principals) principals, \(changes) of them changes: people in the console, a")
    say("   terraform apply, a deployment, the agent's small jobs. Nothing tripped.")
    if let early = cluster.trip { throw DemoError(what: "normal work tripped \(early.rule?.name ?? "")") }
  }

  private func playAgent(
    _ records: [DemoEvents.Record], _ cluster: DemoCluster, _ client: DemoClient, _ producer: DemoProducer
  ) throws -> Result {
    var result = Result()
    say("")
    say("3. The agent is asked to correct a drift. It decides to delete the environment and create it again. Before each write")
    say("   its gateway asks Arrester: POST /v1/decide.")
    for record in records {
      guard let change = record.change else {
        try producer.send(record)
        continue
      }
      let answer = try client.ask(
        "/v1/decide", ["platform": "aws", "principal": change.principal, "action": change.action], token: cluster.gate.token)
      if answer.text("decision") == "allow" {
        try act(change, record, cluster, producer, &result)
      } else {
        refuse(change, answer.text("reason") ?? "", &result)
      }
    }
    return result
  }

  private func act(
    _ change: ChangeEvent, _ record: DemoEvents.Record, _ cluster: DemoCluster, _ producer: DemoProducer, _ result: inout Result
  ) throws {
    say("   \(Demo.clock(change.time))  \(Demo.line(change))")
    let start = SystemClock.monotonic()
    try producer.send(record)
    try producer.flush()
    try cluster.waitUntilTaken(producer.sent)
    guard result.trip == nil, let trip = cluster.trip else { return }
    result.trip = trip
    result.reactionNanoseconds = SystemClock.monotonic() - start
    say("   \(Demo.clock(trip.time))  BREAKER OPEN (\(trip.rule?.name ?? "")): \(VerdictWords.reasons(trip))")
  }

  private func refuse(_ change: ChangeEvent, _ reason: String, _ result: inout Result) {
    result.refused += 1
    if change.effect.isDestructive { result.saved += change.itemCount }
    if result.refused <= 5 { say("   \(Demo.clock(change.time))  \(Demo.line(change))  REFUSED: \(reason)") }
    if result.refused == 6 { say("   …") }
  }

  private func tell(_ trip: Verdict, _ result: Result) {
    say("")
    say("4. What was seen: \(result.gone) resources were gone before the breaker opened, \(result.saved) were saved")
    let reaction = JSONText.decimal(Double(result.reactionNanoseconds) / 1e6, 1)
    say("   (\(result.refused) writes refused). From the event into Kafka to the first refusal: \(reaction) ms.")
    say("   Trip \(trip.identifier), by \(trip.principal)\(trip.session.map { ", session \($0)" } ?? "")")
    for resource in trip.resources {
      say("     \(resource.effect.name) \(resource.action)  \(resource.identifier)  (severity \(resource.severity))")
    }
  }

  private func tellOthers(_ events: DemoEvents, _ cluster: DemoCluster, _ trip: Verdict) {
    let others = Set(events.normal.compactMap { $0.change?.principal }).subtracting([trip.principal])
    let denied = others.filter { !cluster.ports.decisions.decide(principal: $0).isAllowed }
    let reads = cluster.ports.decisions.decide(principal: trip.principal, change: .read)
    let kept = denied.isEmpty ? "keep their permissions" : "do not all keep their permissions: \(denied.count) are denied"
    say("   The \(others.count) others that change things here \(kept); the agent \(reads.isAllowed ? "may" : "may not") still read.")
  }

  private func tellNext() {
    say("")
    say("Next, with your own events:")
    say("  arrester replay --kind '*=agent' FILE…      what would have tripped, if every principal were an agent")
    say("  arrester model explain rds:DeleteDBInstance what an action counts as, and why")
    say("  arrester load --bootstrap HOST:PORT --topic events FILE…; arrester serve --bootstrap HOST:PORT --topic events")
  }

  // MARK: Words

  static func line(_ change: ChangeEvent) -> String {
    let names = change.resources.prefix(2).compactMap(\.names.first).map(shortened).joined(separator: ", ")
    let action = change.action + String(repeating: " ", count: max(0, 40 - change.action.count))
    return "\(action) \(names)" + (change.flags.contains(.failed) ? "  (fails)" : "")
  }

  /// The last component of a URL; other names as they are.
  private static func shortened(_ name: String) -> String {
    name.hasPrefix("https://") ? String(name.split(separator: "/").last ?? "") : name
  }

  static func clock(_ time: Int64) -> String { String(Timestamp.format(time).dropFirst(11).prefix(8)) }
}
