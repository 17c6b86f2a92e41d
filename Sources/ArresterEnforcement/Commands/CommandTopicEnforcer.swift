import ArresterBase
import ArresterEvents

/// Where commands are put: a producer of the topic that the configuration names.
public protocol CommandSink: Sendable {
  /// Returns once the record is acknowledged by all replicas in sync.
  /// - Parameter key: records of one key keep their order.
  func send(key: String, value: [UInt8]) async throws(EnforcementError)
  /// What would keep a command from getting there, such as a missing topic; nil if nothing would.
  func problem() async -> String?
}

/// Puts each order on a topic, for enforcers that people write themselves.
///
/// What counts is that Kafka has it: there is no topic of answers, so a consumer that fails is seen by nobody here. The records are
/// the bodies of webhooks, keyed by principal; the newest one of a principal and kind is what must hold.
public struct CommandTopicEnforcer: Enforcer {
  public let name: String
  public let platforms: [Platform]
  public let readsBack = false
  public let propagationNanoseconds: Int64
  private let topic: String
  private let sink: any CommandSink

  /// - Parameter propagationNanoseconds: how long the consumer takes to put a denial into force.
  public init(
    name: String, platforms: [Platform], topic: String, sink: any CommandSink,
    propagationNanoseconds: Int64 = 60 * Timestamp.nanosecondsPerSecond
  ) {
    self.name = name
    self.platforms = platforms
    self.topic = topic
    self.sink = sink
    self.propagationNanoseconds = propagationNanoseconds
  }

  /// Always one step: what the consumer has in force cannot be seen from here.
  public func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan {
    let message = BreakerMessage(order)
    return EnforcementPlan(
      order: order, steps: ["put \(message.type) \(message.identifier) on \(topic)"], snapshot: Array("null".utf8),
      inverse: order.extent == .nothing ? [] : ["have the consumer of \(topic) allow \(order.key.principal) again"])
  }

  public func apply(_ plan: EnforcementPlan) async throws(EnforcementError) {
    try await sink.send(key: plan.order.key.principal, value: BreakerMessage(plan.order).body)
  }

  /// Never known here; the runner asks only enforcers that read back.
  public func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    Verification(holds: false, detail: "a command is acknowledged by Kafka and cannot be read back")
  }

  public func check() async -> [EnforcementProblem] {
    guard let problem = await sink.problem() else { return [] }
    return [EnforcementProblem(enforcer: name, found: problem, expected: "a topic \(topic) that takes records")]
  }
}
