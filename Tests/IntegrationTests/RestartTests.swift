import ArresterKafka
import Foundation
import Testing

extension ProgramTests {
  /// What a restart must not change: the windows come back from the log as they were.
  @Suite("SIGTERM and a start again")
  struct Restart {
    @Test("it leaves at once with status 0, repeats nothing, and trips on evidence from before and after as if it had never left")
    func evidenceAcrossTheRestart() throws {
      var shape = EventStream.Shape()
      shape.tooLatePercent = 2
      let stream = EventStream(seed: 41, shape)
      // The cut falls into the middle of the second round: most of it straddles.
      let cut = stream.events.count * 45 / 100
      try expectAsUninterrupted("straddle", Array(stream.events[..<cut]), Array(stream.events[cut...]))
    }

    @Test("trips one by one across the restart: ceiling, confirmed and recreated", arguments: [Story.ceiling, .confirmed, .recreated])
    func oneStory(story: Story) throws {
      let background = EventStream(seed: 42, EventStream.Shape(agents: 0, people: 0, delaySeconds: 0, duplicatePercent: 0)).events
      let begin = EventStream.longAgo + 2 * 3600
      let events = story.events(role: "split-agent", second: begin, label: "split")
      let half = events.count - 1
      let before = background.filter { $0.second < begin } + events[..<half]
      try expectAsUninterrupted("split-\(story)", before, [events[half]])
    }

    @Test("a database of its own, removed without a snapshot long ago, does not trip when windows are rebuilt without its creation")
    func ownDatabaseMadeBeforeTheRewindOffset() throws {
      let parameters = "{\"dBInstanceIdentifier\":\"scratch\",\"skipFinalSnapshot\":true}"
      var script = Script(role: "scratch-agent", second: EventStream.longAgo, label: "scratch")
      script.add(after: 0, "rds", "CreateDBInstance", "{\"dBInstanceIdentifier\":\"scratch\"}")
      script.add(after: 50 * 60, "rds", "DeleteDBInstance", parameters)
      for _ in 0..<130 { script.launch(after: 60) }
      var later = Script(role: "scratch-agent", second: script.second, label: "scratch-later")
      later.terminate(after: 60)
      try expectAsUninterrupted("own-young", script.events, later.events)
    }

    /// Serves `before`, stops, serves `after`; the committed verdicts are those of one replay of both.
    private func expectAsUninterrupted(_ name: String, _ before: [TrailEvent], _ after: [TrailEvent]) throws {
      let first = EventStream(events: before).endingWithStrike(by: "first-half-agent")
      let second = EventStream(events: after).endingWithStrike(by: "second-half-agent")
      let whole = try EventStream(events: first.events + second.events).write()
      defer { try? FileManager.default.removeItem(atPath: whole) }
      let topics = try Topics(name, on: ProgramTests.broker())
      _ = try serve(first, "first-half-agent", topics)
      let between = try topics.progress()
      #expect(between.committed == between.ends.map { $0 }, "what was decided is committed")
      let again = try serve(second, "second-half-agent", topics)
      let assigned = try #require(again.logged("assigned").first)
      let from = try #require(assigned["from"] as? Int)
      let judgedUpTo = try #require(assigned["judgedUpTo"] as? Int)
      #expect(judgedUpTo == first.events.count)
      #expect(from < judgedUpTo, "windows are rebuilt from an earlier offset")
      let difference = Verdicts.difference(try topics.verdicts(), try Verdicts.replayed(whole).lines)
      #expect(difference == "")
    }

    /// Runs the service until the stream's last event was judged, then asks it to leave.
    private func serve(_ stream: EventStream, _ last: String, _ topics: Topics) throws -> Program {
      let file = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
      let service = try topics.serve()
      let isDone = try topics.wait(seconds: 60, forTripOf: last)
      try #require(isDone, "\(service.errors)")
      service.terminate()
      #expect(service.waitForEnd(seconds: 10) && service.status == 0, "\(service.errors)")
      return service
    }
  }
}
