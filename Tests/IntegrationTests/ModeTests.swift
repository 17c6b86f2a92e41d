import ArresterBase
import Foundation
import Testing

extension ProgramTests {
  /// What is done about the same trips in either mode.
  @Suite("shadow and enforce")
  struct Mode {
    /// Minutes before now at which each agent acts: recent, since old evidence is held.
    private func stream() -> EventStream {
      let now = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond)
      func minutesAgo(_ minutes: Int, _ story: Story, _ role: String) -> [TrailEvent] {
        story.events(role: role, second: now - minutes * 60, label: "\(role)-\(minutes)-\(now)")
      }
      return EventStream(
        events: minutesAgo(90, .oneStrike, "old-agent") + minutesAgo(50, .oneStrike, "again-agent")
          + minutesAgo(45, .oneStrike, "once-agent") + minutesAgo(25, .confirmed, "first-agent")
          + minutesAgo(20, .confirmed, "second-agent") + minutesAgo(15, .oneStrike, "again-agent") + minutesAgo(5, .honest, "honest-agent"))
    }

    @Test("enforce: open for a trip, capped beyond the caps, held for old evidence; latches wait for people")
    func enforce() throws {
      let (topics, verdicts) = try serve("enforce", tripsOfAgainAgent: 1)
      let board = try Board(topics)
      for role in ["again-agent", "once-agent", "first-agent"] {
        let breaker = try board.record("breaker", role)
        #expect(breaker["state"] as? String == "open", "\(role)")
        #expect(breaker["mode"] as? String == "enforce")
        #expect(breaker["suppressed"] == nil)
        let hold = try #require(breaker["hold"] as? [String: Any])
        #expect(hold["seconds"] as? Int == 900)
        #expect((breaker["trip"] as? [String: Any])?["id"] as? String == verdicts[role]?.last, "\(role)")
      }
      #expect(try board.record("breaker", "second-agent")["state"] as? String == "capped")
      #expect(try board.record("breaker", "old-agent")["state"] as? String == "held")
      for role in ["again-agent", "once-agent", "first-agent", "second-agent", "old-agent"] {
        let latch = try board.record("latch", role)
        #expect(latch["tripped"] as? Bool == true && latch["restoresItselfAt"] == nil, "\(role)")
      }
    }

    @Test("shadow: everything would have been denied, nothing is, and latches restore themselves at the end of their hold")
    func shadow() throws {
      let (topics, verdicts) = try serve("shadow", tripsOfAgainAgent: 2)
      let board = try Board(topics)
      for role in ["again-agent", "once-agent", "first-agent", "second-agent", "old-agent"] {
        let breaker = try board.record("breaker", role)
        #expect(breaker["state"] as? String == "closed" && breaker["mode"] as? String == "shadow" && breaker["hold"] == nil, "\(role)")
      }
      let again = try board.record("breaker", "again-agent")
      let suppressed = try #require(again["suppressed"] as? [String: Any])
      #expect(suppressed["wouldDeny"] as? Bool == true && suppressed["reason"] as? String == "shadow")
      #expect((suppressed["trip"] as? [String: Any])?["id"] as? String == verdicts["again-agent"]?.last)
      #expect(try board.record("latch", "again-agent")["tripped"] as? Bool == true)
      let restored = try board.record("latch", "once-agent")
      #expect(restored["tripped"] as? Bool == false)
      let tripTime = try #require(Timestamp.parse(restored["tripTime"] as? String ?? ""))
      #expect(restored["restoredTime"] as? String == Timestamp.format(tripTime + 900 * Timestamp.nanosecondsPerSecond))
      #expect(try board.record("breaker", "once-agent")["suppressed"] == nil)
      let history = try topics.read(topics.breakers).filter { $0.value.contains("old-agent") && $0.value.contains("\"suppressed\"") }
      #expect(!history.isEmpty && history.allSatisfy { $0.value.contains("\"wouldDeny\":false") }, "old evidence would have been held")
    }

    @Test("enforce without a key for its records is refused, with the key's path")
    func noRecordKey() throws {
      let program = try Program.run(
        ["serve", "--bootstrap", "127.0.0.1:9", "--topic", "events"], environment: ["ARRESTER_MODE": "enforce"])
      #expect(program.status == 2)
      #expect(program.errors.contains("recordKey"), "\(program.errors)")
    }

    /// Serves the stream in that mode, by a configuration file, until every agent has its trips: one, or as many as are named.
    private func serve(_ mode: String, tripsOfAgainAgent: Int) throws -> (Topics, [String: [String]]) {
      let wanted = ["again-agent": tripsOfAgainAgent, "once-agent": 1, "first-agent": 1, "second-agent": 1, "old-agent": 1]
      let topics = try Topics("mode-\(mode)", on: ProgramTests.broker())
      let file = try stream().write()
      let folder = NSTemporaryDirectory() + "arrester-mode-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { for path in [file, folder] { try? FileManager.default.removeItem(atPath: path) } }
      try String(repeating: "k", count: 64).write(toFile: "\(folder)/key", atomically: true, encoding: .utf8)
      let configuration = """
        kafka:
          bootstrapServers: \(topics.broker.address)
          group: \(topics.group)
          topics: [\(topics.input)]
        output: {findings: \(topics.findings), breakers: \(topics.breakers), audit: \(topics.audit), deadLetters: \(topics.deadLetters)}
        mode: \(mode)
        recordKey: {file: \(folder)/key}
        """
      try configuration.write(toFile: "\(folder)/arrester.yaml", atomically: true, encoding: .utf8)
      try topics.load(file)
      let service = try Program(["serve", "--configuration", "\(folder)/arrester.yaml"])
      let isComplete = try Waiting.until(seconds: 60) { try trips(topics).mapValues(\.count) == wanted }
      #expect(isComplete, "\(service.errors)")
      service.terminate()
      #expect(service.waitForEnd(seconds: 10) && service.status == 0, "\(service.errors)")
      return (topics, try trips(topics))
    }

    /// Trip identifiers by role, in order of time.
    private func trips(_ topics: Topics) throws -> [String: [String]] {
      let fields = try topics.verdicts().map(Verdicts.fields).filter { $0["type"] as? String == "trip" }
      let sorted = fields.sorted { ($0["time"] as? String ?? "") < ($1["time"] as? String ?? "") }
      return Dictionary(grouping: sorted) { ($0["principal"] as? String ?? "").split(separator: "/").last.map(String.init) ?? "" }
        .mapValues { $0.compactMap { $0["id"] as? String } }
    }

    /// The last records of the breakers topic.
    private struct Board {
      let records: [[String: Any]]

      init(_ topics: Topics) throws { records = Array(try topics.board().values) }

      func record(_ type: String, _ role: String) throws -> [String: Any] {
        let found = records.first { $0["type"] as? String == type && ($0["principal"] as? String)?.hasSuffix("/\(role)") == true }
        return try #require(found, "\(type) of \(role)")
      }
    }
  }
}
