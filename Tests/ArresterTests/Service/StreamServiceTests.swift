import ArresterBase
import ArresterConfiguration
import ArresterEngine
import ArresterKafka
import Foundation
import Synchronization
import Testing

@testable import Arrester

@Suite("the stream service on an embedded cluster")
struct StreamServiceTests {
  private let cluster: KafkaMockCluster
  private let folder: TemporaryFolder
  private static let topic = "events"

  init() throws {
    cluster = try KafkaMockCluster()
    folder = try TemporaryFolder()
    let output = OutputTopics()
    for topic in [StreamServiceTests.topic, output.findings, output.breakers, output.deadLetters] {
      try cluster.createTopic(topic, partitions: 1)
    }
  }

  private func options(untilEnd: Bool, _ change: (inout ServeConfiguration) -> Void = { _ in }) throws -> ServiceOptions {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = [StreamServiceTests.topic]
    configuration.kafka.startAt = .earliest
    // The embedded cluster keeps a group waiting that long after a member has left it.
    configuration.kafka.librdkafka["session.timeout.ms"] = .text("6000")
    change(&configuration)
    var options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    options.isUntilEnd = untilEnd
    return options
  }

  /// Puts records into the topic as `arrester load` does.
  private func load(_ records: [String]) throws {
    let path = try folder.write("events-\(UUID().uuidString).jsonl", records.joined(separator: "\n"))
    let loader = try Loader(bootstrapServers: cluster.bootstrapServers, topic: StreamServiceTests.topic, model: try TestModel.load())
    let result = try loader.run(try InputFiles([path]))
    #expect(result.acknowledged == result.sent)
    #expect(result.failures.isEmpty)
  }

  private func values(of topic: String) throws -> [[String: Any]] {
    let table = try KafkaTable(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers), topic: topic)
    defer { table.close() }
    var values: [Data] = []
    _ = try table.load(timeoutMilliseconds: 20_000) { messages in
      for message in messages { if let value = message.value { values.append(Data(value)) } }
    }
    return try values.map { try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any]) }
  }

  /// - Parameter lingering: so long after `count` messages it goes on; offsets alone are committed once a second.
  private func run(
    _ options: ServiceOptions, log: LogLines = LogLines(), clock: any WallClock = SystemClock(), until count: Int? = nil,
    lingering seconds: Int64 = 0
  ) throws -> Summary {
    let ports = ServicePorts()
    var deadline: Int64?
    let service = try StreamService(
      options, log: Log(write: { log.append($0) }), clock: clock, ports: ports,
      shouldStop: {
        guard let count, ports.messagesTaken >= count else { return false }
        deadline = deadline ?? SystemClock.monotonic() + seconds * Timestamp.nanosecondsPerSecond
        return SystemClock.monotonic() >= deadline ?? 0
      })
    return try service.run()
  }

  @Test("until the end, its findings and counts are those of replay as arrived")
  func untilEnd() throws {
    var maker = StreamMaker(seed: 42)
    let records = maker.make(300)
    let expected = try Replays.run(records) { $0.isAsArrived = true }
    try load(records)
    let summary = try run(options(untilEnd: true))
    let findings = try values(of: OutputTopics().findings)
    let identifiers = findings.compactMap { (($0["unmapped"] as? [String: Any])?["arrester"] as? [String: Any])?["id"] as? String }
    #expect(!expected.verdicts.isEmpty)
    #expect(identifiers.sorted() == expected.verdicts.map(\.identifier).sorted())
    #expect(summary.intake == expected.summary.intake)
    #expect(summary.admission == expected.summary.admission)
    #expect(summary.trips == expected.summary.trips)
    #expect(summary.pages == expected.summary.pages)
    #expect(summary.warnings == expected.summary.warnings)
    #expect(summary.model == expected.summary.model)
    #expect(try values(of: OutputTopics().breakers).isEmpty)
    #expect(summary.intake.recordsRead == records.count)
  }

  @Test("an empty topic is read to its end too")
  func emptyTopic() throws {
    #expect(try run(options(untilEnd: true)).intake.recordsRead == 0)
  }

  @Test("topics that are missing are named, with what to do about it")
  func missingTopics() throws {
    for topic in [OutputTopics().findings, OutputTopics().deadLetters] { cluster.setError(3, ofTopic: topic) }
    let error = #expect(throws: MissingTopics.self) { try run(options(untilEnd: true)) }
    #expect(error?.names == ["arrester.findings", "arrester.deadletter"])
    #expect(error?.description.contains("arrester.findings, arrester.deadletter") == true)
    #expect(error?.description.contains("createTopics") == true)
  }

  @Test("asked to stop it drains, commits and leaves; the next member goes on from there")
  func stops() throws {
    // The embedded cluster forgets offsets that are committed in transactions: those that are committed alone have to be in time.
    let agent = CloudTrail()
    try load((0..<20).map { agent.createFunction("f\($0)", at: $0, id: "c\($0)") })
    let first = try run(options(untilEnd: false), until: 20, lingering: 3)
    #expect(first.intake.recordsRead == 20)
    try load((0..<5).map { agent.createFunction("g\($0)", at: 50 + $0, id: "g\($0)") })
    let log = LogLines()
    let second = try run(options(untilEnd: false), log: log, until: 25)
    let assigned = try #require(log.all.first { $0.contains(#""message":"assigned""#) })
    #expect(assigned.contains(#""from":0,"judgedUpTo":20"#))
    #expect(second.trips == 0)
    #expect(second.pages == 0)
  }

  @Test("what cannot be read goes to its topic, with the reason and the place")
  func deadLetters() throws {
    try load([CloudTrail().describe(at: 0, id: "1"), "not JSON", CloudTrail().describe(at: 1, id: "2"), "{}"])
    let summary = try run(options(untilEnd: true))
    #expect(summary.intake.deadLetters == [.notJSON: 1, .noTime: 1])
    let letters = try values(of: OutputTopics().deadLetters)
    #expect(letters.map { $0["reason"] as? String } == ["notJSON", "noTime"])
    #expect(letters.map { $0["place"] as? String } == ["events/0/1", "events/0/3"])
    #expect(letters.first.flatMap { $0["recordBase64"] as? String }.flatMap { Data(base64Encoded: $0) } == Data("not JSON".utf8))
  }

  @Test("a trip is on the breakers topic, and decision endpoints know of it", arguments: [false, true])
  func breakers(enforces: Bool) throws {
    let agent = CloudTrail()
    try load([agent.deleteDatabase("orders", at: 0, id: "1"), agent.createDatabase("orders", at: 60, id: "2")])
    let ports = ServicePorts()
    let clock = StoppedClock(nanoseconds: Int64(CloudTrail.start + 90) * Timestamp.nanosecondsPerSecond)
    let options = try options(untilEnd: false) { $0.mode.fallback = enforces ? .enforce : .shadow }
    let service = try StreamService(
      options, log: Log(write: { _ in }), clock: clock, ports: ports, shouldStop: { ports.messagesTaken >= 2 })
    let summary = try service.run()
    #expect(summary.trips == 1)
    #expect(try values(of: OutputTopics().findings).count >= 1)
    #expect(try values(of: OutputTopics().breakers).count >= 2)
    let decision = ports.decisions.decide(principal: agent.principal)
    #expect(decision.isAllowed == !enforces)
    #expect(ports.decisions.decide(principal: "arn:aws:iam::111122223333:role/other").isAllowed)
  }

  /// What brokers answer to a client that may not ask: no client tries that again by itself.
  private static let refusal: Int32 = 29

  @Test("an end that cannot be looked up is asked for again, and is no empty partition", arguments: [2, 20])
  func unknownEnd(refusals: Int) throws {
    try load((0..<3).map { CloudTrail().describe(at: $0, id: "\($0)") })
    cluster.fail(.listOffsets, with: [Int32](repeating: StreamServiceTests.refusal, count: refusals))
    if refusals == 2 {
      #expect(try run(options(untilEnd: true)).intake.recordsRead == 3)
    } else {
      #expect(throws: KafkaError.self) { try run(options(untilEnd: true)) }
    }
  }

  @Test("a commit writes findings, breakers, dead letters and the audit log")
  func output() throws {
    let service = try StreamService(options(untilEnd: false), log: Log(write: { _ in }), clock: StoppedClock.later)
    let lane = Lanes.fresh(try TestModel.load())
    Lanes.take(CloudTrail().deleteDatabase("orders", at: 0, id: "1"), offset: 0, lane)
    Lanes.take(CloudTrail().createDatabase("orders", at: 60, id: "2"), offset: 1, lane)
    Lanes.take("not JSON", offset: 2, lane)
    service.lanes = [lane]
    service.collectVerdicts()
    let output = OutputTopics()
    #expect(service.hasOutput)
    let topics = Set(service.takeBatch().messages(service.records).map(\.topic))
    #expect(topics == [output.findings, output.breakers, output.deadLetters, output.audit])
    #expect(!service.hasOutput)
  }

  @Test("with a key, breaker records are sealed, and the next member reads them; one with another key does not")
  func sealedBreakers() throws {
    try load([CloudTrail().deleteDatabase("orders", at: 0, id: "1"), CloudTrail().createDatabase("orders", at: 60, id: "2")])
    let clock = StoppedClock(nanoseconds: Int64(CloudTrail.start + 90) * Timestamp.nanosecondsPerSecond)
    func options(_ secret: String) throws -> ServiceOptions {
      try self.options(untilEnd: false) {
        $0.mode.fallback = .enforce
        $0.recordKey = .text(secret)
      }
    }
    _ = try run(options("one"), clock: clock, until: 2)
    let records = try values(of: OutputTopics().breakers)
    #expect(!records.isEmpty && records.allSatisfy { ($0["hmac"] as? String)?.count == 64 })
    let reader = try StreamService(options("one"), log: Log(write: { _ in }), clock: clock)
    #expect(reader.board?.isAllowed(CloudTrail().principal) == false)
    let stranger = try StreamService(options("two"), log: Log(write: { _ in }), clock: clock)
    #expect(stranger.board?.isAllowed(CloudTrail().principal) == true)
    #expect(stranger.board?.refused.unsealed == records.count)
  }

  @Test("the breakers topic is read again at each assignment: what came before it is known")
  func rereads() throws {
    try load([CloudTrail().describe(at: 0, id: "1")])
    let log = LogLines()
    _ = try run(options(untilEnd: false), log: log, until: 1)
    #expect(log.all.count { $0.contains(#""message":"read the breakers topic""#) } == 2)
  }

  @Test("what is not acknowledged in time is told, with the rest that was")
  func unacknowledged() throws {
    let path = try folder.write("events.jsonl", (0..<5).map { CloudTrail().describe(at: $0, id: "\($0)") }.joined(separator: "\n"))
    let loader = try Loader(bootstrapServers: cluster.bootstrapServers, topic: StreamServiceTests.topic, model: try TestModel.load())
    loader.patienceMilliseconds = 300
    try cluster.stopBroker()
    let result = try loader.run(try InputFiles([path]))
    #expect(result.sent == 5)
    #expect(result.acknowledged + result.failed == 5)
    #expect(result.failed == 5)
    #expect(result.failures.contains { $0.hasPrefix("5 records were not acknowledged") })
  }

  @Test("findings are keyed by their principal")
  func keys() throws {
    let record = OutputRecords(topics: OutputTopics()).finding(
      try #require(
        try Replays.run([
          CloudTrail().record("cloudtrail:StopLogging", at: 0, id: "1", request: #"{"name":"t"}"#)
        ]).verdicts.first))
    #expect(record.key == Array(CloudTrail().principal.utf8))
    #expect(record.topic == "arrester.findings")
  }
}

/// Lines of a log, from any thread.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func append(_ line: String) { lines.withLock { $0.append(line) } }
}
