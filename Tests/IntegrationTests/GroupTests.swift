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

      #expect(Verdicts.difference(try topics.verdicts(), expected) == "", "seed \(seed)")
      let progress = try topics.progress(partitions: 4)
      #expect(progress.committed == progress.ends.map { $0 })
    }

    private func load(_ stream: EventStream, _ topics: Topics) throws {
      let file = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
    }
  }
}
