import Arrester
import ArresterBase
import ArresterConfiguration
import ArresterKafka
import Synchronization

/// A stream service in this process, in enforce mode, on a thread of its own.
final class OwnService {
  let ports: ServicePorts
  let findingsTopic: String
  let rounds = RoundTotals()
  private var thread: NamedThread?
  private let isStopping = SharedFlag()

  static let threadName = "bench-serve"

  /// Makes its output topics and starts it.
  /// - Parameter topic: what it reads, from its end on.
  init(_ topics: BenchTopics, topic: String, model: Model, ledger: TripLedger) throws {
    let rounds = rounds
    ports = ServicePorts { verdict in
      if verdict.type != .warn { ledger.noteDecided(principal: verdict.principal.utf8) }
    } onRound: { round in
      rounds.note(round)
      ledger.noteRound(fetched: round.fetched, scored: round.scored, committed: round.committed)
    }
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = topics.bootstrapServers
    configuration.kafka.topics = [topic]
    configuration.kafka.group = topics.name("serve")
    configuration.kafka.startAt = .latest
    configuration.kafka.librdkafka = topics.consumerProperties.mapValues { .text($0) }
    configuration.mode.fallback = .enforce
    configuration.output.findings = topics.name("findings")
    configuration.output.breakers = topics.name("breakers")
    configuration.output.deadLetters = topics.name("deadletter")
    findingsTopic = configuration.output.findings
    try topics.make(configuration.output.findings, partitions: 1)
    try topics.make(configuration.output.deadLetters, partitions: 1)
    try topics.make(configuration.output.breakers, partitions: 1, properties: ["cleanup.policy": "compact"])
    start(ServiceOptions(configuration: configuration, model: model))
  }

  private func start(_ options: ServiceOptions) {
    thread = NamedThread(OwnService.threadName) { [ports, isStopping] in
      _ = try StreamService(options, log: Log(level: .error), ports: ports, shouldStop: { isStopping.isSet }).run()
    }
  }

  /// What stopped it, if anything did.
  func check() throws { try thread?.check() }

  func stop() throws {
    isStopping.set()
    guard try thread?.join(seconds: 20) ?? true else { throw BenchError("the service that was started did not end within 20 s") }
  }
}

/// What the rounds of a service's loop took, all together. Written by its thread.
final class RoundTotals: Sendable {
  struct Sum: Equatable, Sendable {
    var rounds = 0
    var messages = 0
    var scoringNanoseconds: Int64 = 0
    var decidingNanoseconds: Int64 = 0
    /// Of rounds that wrote something, a commit; of the others, next to nothing.
    var committingNanoseconds: Int64 = 0

    func since(_ earlier: Sum) -> Sum {
      Sum(
        rounds: rounds - earlier.rounds, messages: messages - earlier.messages,
        scoringNanoseconds: scoringNanoseconds - earlier.scoringNanoseconds,
        decidingNanoseconds: decidingNanoseconds - earlier.decidingNanoseconds,
        committingNanoseconds: committingNanoseconds - earlier.committingNanoseconds)
    }
  }

  private let total = Mutex(Sum())

  var sum: Sum { total.withLock(\.self) }

  func note(_ round: ServiceRound) {
    total.withLock { sum in
      sum.rounds += 1
      sum.messages += round.messages
      sum.scoringNanoseconds += round.scored - round.fetched
      sum.decidingNanoseconds += round.decided - round.scored
      sum.committingNanoseconds += round.committed - round.decided
    }
  }
}
