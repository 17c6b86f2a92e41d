import ArresterBase
import ArresterKafka
import Foundation
import Testing

extension ProgramTests {
  /// What an agent, or whoever is behind many, might try against the breaker itself.
  @Suite("abuse of the stream")
  struct Abuse {
    @Test("a flood of session names, reads and duplicates by the agent hides nothing: the same verdicts, byte for byte")
    func flood() throws {
      let quiet = agent(flooding: false)
      let flooded = agent(flooding: true)
      #expect(flooded.events.count > 10 * quiet.events.count)
      let expected = try replay(quiet)
      #expect(try Verdicts.principals(expected).count == 1, "\(expected)")
      #expect(try replay(flooded) == expected)

      let topics = try Topics("flood", on: ProgramTests.broker())
      let file = try flooded.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
      let program = try Program.run(["serve"] + topics.arguments + ["--until-end"], environment: topics.environment)
      try #require(program.status == 0, "\(program.errors)")
      let difference = Verdicts.difference(try topics.verdicts(), expected)
      #expect(difference == "")
    }

    @Test("a storm beyond the caps: enforcers are called for as many as these allow, everybody is denied here, and one-strikes are outside")
    func storm() throws {
      let topics = try Topics("storm", on: ProgramTests.broker())
      let commands = try commandTopic("storm.commands", topics)
      let service = try enforcingService(topics, commands: commands)
      defer { service.kill() }
      let now = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond)
      let roles = (0..<40).map { "storm-\($0)-agent" }
      let storm = roles.flatMap { Story.confirmed.events(role: $0, second: now - 300, label: "\($0)-\(now)") }
        .sorted { ($0.second, $0.identifier) < ($1.second, $1.identifier) }
      let file = try EventStream(events: storm).endingWithStrike().write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
      let isOver = try topics.wait(seconds: 60, forTripOf: "last-agent")
      try #require(isOver, "\(service.errors)")

      let found = try Waiting.settled(seconds: 20, { try states(topics) }, until: { $0["tripping"] == nil && $0["open"] == 4 })
      #expect(found == ["open": 4, "capped": 37], "three a minute, and the one-strike: \(found)")
      let called = Set(try topics.read(commands).compactMap(\.key))
      #expect(called.count == 4 && called.contains { $0.hasSuffix("/last-agent") }, "\(called)")
      #expect(service.logged("page").count { ($0["reason"] as? String ?? "").contains("capped") } > 0)
      service.terminate()
      #expect(service.waitForEnd(seconds: 10) && service.status == 0, "\(service.errors)")
    }

    // MARK: Streams

    /// Deletes something every 20 s, under another session name each time. Flooding, it reads and repeats itself in between, under names
    /// of sessions that nobody else has.
    private func agent(flooding: Bool) -> EventStream {
      var script = Script(role: "flood-agent", second: EventStream.longAgo, label: "flood")
      for _ in 0..<8 { script.terminate(after: 20) }
      var events: [TrailEvent] = []
      for (index, deletion) in script.events.enumerated() {
        var deletion = deletion
        deletion.session = "deletes-\(index)"
        if flooding { events += noise(before: deletion, index) }
        events += Array(repeating: deletion, count: flooding ? 100 : 1)
      }
      return EventStream(events: events)
    }

    private func noise(before deletion: TrailEvent, _ round: Int) -> [TrailEvent] {
      (0..<400).map { index in
        var read = deletion
        read.second -= 400 / 20 - index / 20
        read.action = "DescribeInstances"
        read.request = "null"
        read.readOnly = true
        read.session = "run-\(round)-\(index)"
        read.identifier = "read-\(round)-\(index)"
        return read
      }
    }

    private func replay(_ stream: EventStream) throws -> [String] {
      let file = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      return try Verdicts.replayed(file).lines
    }

    // MARK: The service

    private func commandTopic(_ name: String, _ topics: Topics) throws -> String {
      let administration = try KafkaAdministration(topics.broker.settings)
      defer { administration.close() }
      _ = try administration.create([KafkaTopic(name, partitions: 1)])
      try #require(try Waiting.until(seconds: 30) { try administration.exists(name) })
      return name
    }

    private func enforcingService(_ topics: Topics, commands: String) throws -> Program {
      let folder = NSTemporaryDirectory() + "arrester-storm-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try String(repeating: "k", count: 64).write(toFile: "\(folder)/key", atomically: true, encoding: .utf8)
      let configuration = """
        kafka: {bootstrapServers: "\(topics.broker.address)", group: \(topics.group), topics: [\(topics.input)], startAt: earliest}
        output: {findings: \(topics.findings), breakers: \(topics.breakers), audit: \(topics.audit), deadLetters: \(topics.deadLetters)}
        mode: enforce
        recordKey: {file: \(folder)/key}
        enforcers:
        - commands: {topic: \(commands), platforms: [aws]}
        """
      try configuration.write(toFile: "\(folder)/arrester.yaml", atomically: true, encoding: .utf8)
      let service = try Program(["serve", "--configuration", "\(folder)/arrester.yaml"])
      let isAssigned = Waiting.until(seconds: 60) { !service.logged("assigned").isEmpty }
      try? FileManager.default.removeItem(atPath: folder)
      try #require(isAssigned, "\(service.errors)")
      return service
    }

    /// How many breakers are in each state.
    private func states(_ topics: Topics) throws -> [String: Int] {
      let breakers = try topics.board().values.filter { $0["type"] as? String == "breaker" }
      return Dictionary(grouping: breakers) { $0["state"] as? String ?? "" }.mapValues(\.count)
    }
  }
}
