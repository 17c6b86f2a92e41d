import ArresterKafka
import Foundation
import Testing

extension ProgramTests {
  /// Scale-out is the consumer group: partitions change hands, verdicts do not.
  @Suite("two instances of a group")
  struct Group {
    @Test("partitions keyed by principal, one instance leaves half-way: each trip once in all", arguments: [51, 52])
    func oneLeaves(seed: Int) throws {
      var shape = EventStream.Shape()
      shape.agents = 24
      let stream = EventStream(seed: UInt64(seed), shape)
      let cut = stream.events.count / 2
      let first = EventStream(events: Array(stream.events[..<cut]))
      let second = EventStream(events: Array(stream.events[cut...])).endingWithStrike()
      let whole = try EventStream(events: first.events + second.events).write()
      defer { try? FileManager.default.removeItem(atPath: whole) }
      let expected = try Verdicts.replayed(whole).lines
      let topics = try Topics("pair-\(seed)", on: ProgramTests.broker(), partitions: 4)

      let one = try topics.serve()
      let other = try topics.serve()
      let isShared = Waiting.until(seconds: 60) { !one.logged("assigned").isEmpty && !other.logged("assigned").isEmpty }
      try #require(isShared, "\(one.errors)\n\(other.errors)")
      try load(first, topics)
      one.terminate()
      try load(second, topics)
      #expect(one.waitForEnd(seconds: 10) && one.status == 0, "\(one.errors)")
      let isComplete = try Waiting.until(seconds: 60) { try topics.verdicts().count >= expected.count }
      #expect(isComplete, "\(other.errors)")
      other.terminate()
      #expect(other.waitForEnd(seconds: 10) && other.status == 0, "\(other.errors)")

      let difference = Verdicts.difference(try topics.verdicts(), expected)
      #expect(difference == "", "seed \(seed)")
      let progress = try topics.progress(partitions: 4)
      #expect(progress.committed == progress.ends.map { $0 })
    }

    @Test("instances come and go while events come: each trip once in all, and no record of a breaker overtakes a newer one")
    func comeAndGo() throws {
      let seed = 53
      var shape = EventStream.Shape()
      shape.agents = 60
      let stream = EventStream(seed: UInt64(seed), shape).endingWithStrike()
      let whole = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: whole) }
      let expected = try Verdicts.replayed(whole).lines
      let topics = try Topics("changing-\(seed)", on: ProgramTests.broker(), partitions: 4)
      let steady = try topics.serve()
      try #require(Waiting.until(seconds: 60) { !steady.logged("assigned").isEmpty }, "\(steady.errors)")

      let producer = try KafkaProducer(topics.broker.settings)
      defer { producer.close() }
      var visitor: Program?
      for (index, event) in stream.events.enumerated() {
        if index % (stream.events.count / 8) == 0 { visitor = try changeOver(visitor, topics) }
        try producer.send(KafkaRecord(topic: topics.input, key: event.principal, value: event.line))
        if index % 5 == 0 { producer.poll(timeoutMilliseconds: 8) }
      }
      try producer.flush(timeoutMilliseconds: 30_000)
      let isComplete = try Waiting.until(seconds: 60) { try topics.verdicts().count >= expected.count }
      #expect(isComplete, "\(steady.errors)")
      for service in [visitor, steady].compactMap({ $0 }) {
        service.terminate()
        #expect(service.waitForEnd(seconds: 10) && service.status == 0, "\(service.errors)")
      }
      let difference = Verdicts.difference(try topics.verdicts(), expected)
      #expect(difference == "", "seed \(seed)")
      try expectRevisionsRise(topics)
    }

    /// Another instance joins, or the one that had joined leaves; nobody waits for it.
    private func changeOver(_ visitor: Program?, _ topics: Topics) throws -> Program? {
      guard let visitor else { return try topics.serve() }
      visitor.terminate()
      #expect(visitor.waitForEnd(seconds: 10) && visitor.status == 0, "\(visitor.errors)")
      return nil
    }

    /// Compaction keeps the last record of a key, so that must be the newest.
    private func expectRevisionsRise(_ topics: Topics) throws {
      var revisions: [String: Int] = [:]
      for record in try topics.read(topics.breakers) {
        let key = try #require(record.key)
        let revision = try #require(try Verdicts.fields(record.value)["revision"] as? Int)
        #expect(revision > revisions[key] ?? 0, "\(record.value)")
        revisions[key] = revision
      }
    }

    private func load(_ stream: EventStream, _ topics: Topics) throws {
      let file = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
    }
  }
}
