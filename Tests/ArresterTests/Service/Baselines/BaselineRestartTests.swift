import ArresterBase
import ArresterConfiguration
import ArresterEngine
import ArresterKafka
import Foundation
import Testing

@testable import Arrester

@Suite("Baselines over a restart, on an embedded cluster")
struct BaselineRestartTests {
  private let cluster: KafkaMockCluster
  private let folder: TemporaryFolder

  init() throws {
    cluster = try KafkaMockCluster()
    folder = try TemporaryFolder()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.audit, output.deadLetters, output.baselines] {
      try cluster.createTopic(topic, partitions: 1)
    }
  }

  private func options() throws -> ServiceOptions {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    configuration.kafka.startAt = .earliest
    configuration.kafka.librdkafka["session.timeout.ms"] = .text("6000")
    configuration.recordKey = .text("a secret of the test")
    return ServiceOptions(configuration: configuration, model: try Self.model())
  }

  private static func model() throws -> Model {
    var model = try TestModel.load()
    model.engine.baseline?.minimumBuckets = 5
    return model
  }

  private func load(_ records: [String]) throws {
    let path = try folder.write("events-\(UUID().uuidString).jsonl", records.joined(separator: "\n"))
    _ = try Loader(bootstrapServers: cluster.bootstrapServers, topic: "events", model: try Self.model()).run(try InputFiles([path]))
  }

  private static func change(at second: Int, _ id: String) -> String {
    CloudTrail().record("ssm:PutParameter", at: second, id: id, request: #"{"name":"/settings/\#(id)"}"#)
  }

  /// One conspicuous burst, then an hour and a half of busy days.
  private static let history: [String] =
    (0..<35).map { change(at: $0, "burst-\($0)") }
    + (1...18).flatMap { bucket in
      let count = 10 + (bucket * 23) % 61
      return (0..<count).map { change(at: bucket * 300 + $0 * 300 / count, "day-\(bucket)-\($0)") }
    }

  private static let burst = (0..<85).map { change(at: 19 * 300 + 5000 + $0 * 5 / 2, "again-\($0)") }

  @Test("what was learnt is on the topic, sealed, and serves the next member: what is ordinary is no warning to it either")
  func restart() throws {
    try load(Self.history)
    _ = try runAndCommitAlone(after: Self.history.count)
    let kept = try values()
    let last = try #require(kept.last)
    #expect(last["principal"] as? String == CloudTrail().principal && (last["hmac"] as? String)?.count == 64)
    #expect((last["buckets"] as? Int ?? 0) >= 5)
    #expect((1...Self.history.count).contains(last["offset"] as? Int ?? 0))
    try load(Self.burst)
    let log = LogLines()
    let ports = ServicePorts()
    let count = Self.burst.count
    let service = try StreamService(
      options(), log: Log(write: { log.append($0) }), ports: ports, shouldStop: { ports.messagesTaken >= Self.history.count + count })
    let summary = try service.run()
    #expect(log.all.contains { $0.contains("read the baselines topic") && $0.contains(#""kept":1"#) })
    #expect(summary.warnings == 0 && summary.shards.baselines.warningsHeldBack >= 1)
    let fresh = Lanes.fresh(try Self.model())
    #expect(Lanes.take(Self.burst[...], fresh).count == 1, "to a member that knows nothing it is one")
  }

  /// The embedded cluster forgets offsets that are committed in transactions: some that are committed alone come after them.
  private func runAndCommitAlone(after count: Int) throws -> Summary {
    let ports = ServicePorts()
    let reads = (0..<3).map { CloudTrail().describe(at: 19 * 300, id: "read-\($0)") }
    var next = Deadlines()
    let service = try StreamService(
      options(), log: Log(write: { _ in }), ports: ports,
      shouldStop: {
        if ports.messagesTaken >= count, next.isDue(0) { try? self.load(reads) }
        return ports.messagesTaken >= count + reads.count && next.isDue(1)
      })
    return try service.run()
  }

  /// Each is due once, three seconds after it was first asked about: offsets alone are committed once a second.
  private struct Deadlines {
    private var times: [Int: Int64] = [:]
    private var done: Set<Int> = []

    mutating func isDue(_ number: Int) -> Bool {
      let now = SystemClock.monotonic()
      let time = times[number] ?? now + 3 * Timestamp.nanosecondsPerSecond
      times[number] = time
      return now >= time && done.insert(number).inserted
    }
  }

  private func values() throws -> [[String: Any]] {
    let table = try KafkaTable(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers), topic: OutputTopics().baselines)
    defer { table.close() }
    var values: [[String: Any]] = []
    _ = try table.load(timeoutMilliseconds: 20_000) { messages in
      for message in messages {
        let object = message.value.flatMap { try? JSONSerialization.jsonObject(with: Data($0)) }
        if let object = object as? [String: Any] { values.append(object) }
      }
    }
    return values
  }
}
