import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents
import Foundation

/// What comes after the trip: whether the deny holds, and how people lift it.
extension Demo {
  /// The agent does not listen and calls the cloud itself.
  func tryAllTheSame(
    _ records: [DemoEvents.Record], _ cluster: DemoCluster, _ client: DemoClient, _ producer: DemoProducer, _ trip: Verdict,
    _ result: inout Result
  ) throws {
    try wait("the cloud denies the agent") { cluster.cloud.refuses(trip.principal, isDestructive: true) }
    for record in records.suffix(3) {
      guard let change = record.change, change.principal == trip.principal else { continue }
      guard cluster.cloud.refuses(trip.principal, isDestructive: change.effect.isDestructive) else { continue }
      try producer.send(record.refused)
      result.tried += 1
    }
    try producer.flush()
    try cluster.waitUntilTaken(producer.sent)
    let file = try client.ask("/v1/trips/\(trip.identifier)", token: cluster.olga.token)
    result.leaks = (file.json["leaks"] as? [String])?.count ?? -1
    say("")
    say("5. The cloud itself denies the agent by now: \(result.tried) writes that it tried all the same failed there.")
    say("   Leak check: \(result.leaks) of its writes went through after the read-back.")
  }

  /// Asked for by one person; before the hold has ended two others have to agree.
  func restore(_ cluster: DemoCluster, _ client: DemoClient, _ trip: Verdict) throws -> Bool {
    let list = try client.ask("/v1/breakers?state=open", token: cluster.olga.token)
    let open = (list.json["breakers"] as? [[String: Any]])?.first { $0["principal"] as? String == trip.principal }
    guard let breaker = open?["id"] as? String else { throw DemoError(what: "the API shows no open breaker of \(trip.principal)") }
    say("")
    say("6. \(cluster.olga.name) asks to restore the agent; its hold has not ended, so two others have to agree:")
    let asked = try client.ask(
      "/v1/breakers/\(breaker)/restore", ["reason": "the drift was real, the plan was not"], token: cluster.olga.token)
    guard let request = (asked.json["request"] as? [String: Any])?["id"] as? String ?? asked.text("request") else {
      throw DemoError(what: "asking to restore was answered with \(asked.status)")
    }
    for approver in cluster.approvers {
      let answer = try client.ask("/v1/requests/\(request)/approve", [:], token: approver.token)
      say(
        "   \(approver.name) approves \(request) (\(answer.status)); the agent may \(mayWrite(cluster, trip) ? "write again" : "not write yet")."
      )
    }
    try wait("the agent may write") { mayWrite(cluster, trip) }
    let destructive = cluster.ports.decisions.decide(principal: trip.principal, change: .destructive)
    say(
      "   It is on probation: small writes allowed, destructive ones \(destructive.isAllowed ? "allowed" : "refused") until 20 writes went well."
    )
    return !destructive.isAllowed
  }

  private func mayWrite(_ cluster: DemoCluster, _ trip: Verdict) -> Bool {
    cluster.ports.decisions.decide(principal: trip.principal, change: .nonDestructive).isAllowed
  }

  func wait(_ what: String, until isTrue: () -> Bool) throws {
    let deadline = SystemClock.monotonic() + 10 * Timestamp.nanosecondsPerSecond
    while !isTrue() {
      guard SystemClock.monotonic() < deadline else { throw DemoError(what: "it did not come to this within 10 s: \(what)") }
      DemoPause.short()
    }
  }
}

extension DemoEvents.Record {
  /// The same call as the cloud records it when it refuses.
  var refused: DemoEvents.Record {
    var refused = self
    refused.bytes = Array(#"{"errorCode":"AccessDenied","#.utf8) + bytes.dropFirst()
    return refused
  }
}
