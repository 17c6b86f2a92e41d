import ArresterKafka
import Foundation
import Testing

extension ProgramTests {
  /// What a crash must not change: each trip is found once, under the identifier that an uninterrupted run gives it.
  @Suite("kill -9 in the middle")
  struct Crash {
    /// How a member comes back: by its name, or as another after the old one's session has ended.
    enum Member: String, CaseIterable {
      case named
      case nameless

      func environment(_ topics: Topics) -> [String: String] {
        let sessions = "session.timeout.ms=3000,heartbeat.interval.ms=500"
        let common = topics.environment.merging(["ARRESTER_KAFKA_LIBRDKAFKA": sessions]) { $1 }
        return self == .named ? common.merging(["ARRESTER_KAFKA_INSTANCE": "one"]) { $1 } : common
      }
    }

    @Test("again and again while events come: no verdict lost, none twice, none under another identifier", arguments: Member.allCases)
    func killedAgainAndAgain(member: Member) throws {
      let seed: UInt64 = member == .named ? 31 : 32
      var shape = EventStream.Shape()
      shape.agents = 40
      shape.tooLatePercent = 2
      let stream = EventStream(seed: seed, shape).endingWithStrike()
      let file = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      let expected = try Verdicts.replayed(file).lines
      let topics = try Topics("crash-\(member.rawValue)", on: ProgramTests.broker())

      try feedWhileKilling(stream, topics, member, kills: member == .named ? 8 : 2, seed: seed)
      let last = try topics.serve(environment: member.environment(topics))
      let isComplete = try topics.wait(seconds: 150, forTripOf: "last-agent")
      try #require(isComplete, "the last event was never judged:\n\(last.errors)")
      last.terminate()
      #expect(last.waitForEnd(seconds: 10) && last.status == 0)

      let found = try topics.verdicts()
      #expect(Verdicts.difference(try Verdicts.identifiers(found), try Verdicts.identifiers(expected)) == "", "seed \(seed)")
      #expect(Verdicts.difference(found, expected) == "", "seed \(seed)")
      try expectBoard(topics, consistentWith: found)
      let progress = try topics.progress()
      #expect(progress.committed == progress.ends.map { $0 })
    }

    /// Events are sent at a steady rate from here, so that each life of the service meets new ones.
    private func feedWhileKilling(_ stream: EventStream, _ topics: Topics, _ member: Member, kills: Int, seed: UInt64) throws {
      var numbers = SeededNumbers(seed: seed)
      let producer = try KafkaProducer(topics.broker.settings)
      defer { producer.close() }
      let lines = stream.lines
      var sent = 0
      for kill in 1...kills {
        let service = try topics.serve(environment: member.environment(topics))
        let end = lines.count * kill / kills
        let slice = max(1, (end - sent) / 40)
        // Assigned first: a life without partitions would show nothing.
        let isAssigned = Waiting.until(seconds: 120) { !service.logged("assigned").isEmpty }
        try #require(isAssigned, "\(service.errors)")
        let moment = Int.random(in: 0..<40, using: &numbers)
        var step = 0
        while sent < end {
          for line in lines[sent..<min(end, sent + slice)] {
            try producer.send(KafkaRecord(topic: topics.input, key: "k", value: line))
          }
          sent = min(end, sent + slice)
          producer.poll(timeoutMilliseconds: 0)
          usleep(25_000)
          if step == moment { service.kill() }
          step += 1
        }
        if service.isRunning { service.kill() }
      }
      try producer.flush(timeoutMilliseconds: 30_000)
    }

    /// One latch and, for a kind with a breaker, one breaker for each principal, that know of its last trip.
    private func expectBoard(_ topics: Topics, consistentWith found: [String]) throws {
      let verdicts = try found.map(Verdicts.fields).filter { $0["type"] as? String != "warn" }
      let counts = Dictionary(grouping: verdicts) { $0["principal"] as? String ?? "" }
      let board = try topics.board().values
      let latches = board.filter { $0["type"] as? String == "latch" }
      #expect(Set(latches.compactMap { $0["principal"] as? String }) == Set(counts.keys))
      #expect(latches.count == counts.count)
      for latch in latches {
        let principal = try #require(latch["principal"] as? String)
        #expect(latch["tripCount"] as? Int == counts[principal]?.count, "\(principal)")
        let identifiers = counts[principal, default: []].compactMap { $0["id"] as? String }
        #expect(identifiers.contains(latch["trip"] as? String ?? ""), "\(principal)")
      }
      let breakers = board.filter { $0["type"] as? String == "breaker" }
      let tripped = verdicts.filter { $0["type"] as? String == "trip" }.compactMap { $0["principal"] as? String }
      #expect(Set(breakers.compactMap { $0["principal"] as? String }) == Set(tripped))
      #expect(breakers.allSatisfy { $0["state"] as? String == "closed" && $0["mode"] as? String == "shadow" })
    }
  }
}
