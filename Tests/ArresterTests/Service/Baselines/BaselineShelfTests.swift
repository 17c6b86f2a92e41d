import ArresterBase
import ArresterEngine
import ArresterEvents
import ArresterKafka
import Testing

@testable import Arrester

@Suite("What the baselines topic says")
struct BaselineShelfTests {
  private static let input = TopicPartition(topic: "events", partition: 3)

  private func record(_ name: String = "arn:aws:iam::1:role/a b", offset: Int64 = 100, first: UInt32 = 5_891_076) throws -> BaselineRecord {
    let moments = try #require(CallMoments(buckets: 60, calls: 2400, squares: 120_000))
    return BaselineRecord(
      principal: LatchKey(platform: .aws, kind: .agent, principal: name, homeScope: "1"), input: Self.input, offset: offset,
      bucketSeconds: 300, baseline: RecordedBaseline(moments: moments, first: first, beginning: 5_891_000))
  }

  private func shelf(committed: Int64 = 100, limit: Int = 10, seal: RecordSeal? = nil) -> BaselineShelf {
    BaselineShelf(committed: [Self.input: committed], bucketSeconds: 300, limit: limit, seal: seal)
  }

  private func apply(_ key: [UInt8], _ value: [UInt8]?, to shelf: inout BaselineShelf) {
    key.withUnsafeBytes { key in
      guard let value else { return shelf.apply(key: key, value: nil) }
      value.withUnsafeBytes { shelf.apply(key: key, value: $0) }
    }
  }

  @Test("a record is read as it was written")
  func roundTrip() throws {
    let record = try record()
    #expect(BaselineRecord(key: record.key, value: record.value) == record)
    #expect(BaselineRecord(key: record.key + [65], value: record.value) == nil, "it stands under another's key")
    #expect(BaselineRecord(key: record.key, value: Array("{}".utf8)) == nil)
  }

  @Test("only what is no newer than the committed offset, and of the model's buckets, is taken")
  func useful() throws {
    let record = try record(offset: 100)
    var (at, before) = (shelf(), shelf(committed: 99))
    apply(record.key, record.value, to: &at)
    apply(record.key, record.value, to: &before)
    #expect(at.baseline(of: record.principal, in: Self.input) == record.baseline)
    #expect(at.baseline(of: record.principal, in: TopicPartition(topic: "events", partition: 4)) == nil)
    #expect(before.count == 0 && before.refused == RefusedRecords())
    var coarser = BaselineShelf(committed: [Self.input: 100], bucketSeconds: 600, limit: 10, seal: nil)
    apply(record.key, record.value, to: &coarser)
    #expect(coarser.count == 0)
  }

  @Test("with a key, what is not sealed with it is refused, and what cannot be read is too")
  func sealed() throws {
    let record = try record()
    let seal = RecordSeal(secret: Array("one".utf8))
    var shelf = shelf(seal: seal)
    apply(record.key, record.value, to: &shelf)
    apply(record.key, RecordSeal(secret: Array("two".utf8)).seal(key: record.key, value: record.value), to: &shelf)
    #expect(shelf.refused.unsealed == 2 && shelf.count == 0)
    apply(record.key, seal.seal(key: record.key, value: record.value), to: &shelf)
    apply(record.key, seal.seal(key: record.key, value: Array(#"{"type":"other"}"#.utf8)), to: &shelf)
    #expect(shelf.refused.unreadable == 1 && shelf.count == 1)
  }

  @Test("it is bounded, and what was left out is counted")
  func bounded() throws {
    var shelf = shelf(limit: 2)
    for name in ["a", "b", "c", "a"] {
      let record = try record(name)
      apply(record.key, record.value, to: &shelf)
    }
    #expect(shelf.count == 2 && shelf.leftOut == 1)
  }

  @Test("what nobody has added to for ninety days goes")
  func idle() throws {
    let (old, young) = (try record("old", first: 5_891_076), try record("young", first: 5_891_076 + 288))
    var shelf = shelf()
    apply(old.key, old.value, to: &shelf)
    apply(young.key, young.value, to: &shelf)
    let watermark = young.time + BaselineShelf.mostIdleNanoseconds
    #expect(shelf.dropIdle(in: Self.input, [.kubernetes: watermark]).isEmpty)
    #expect(shelf.dropIdle(in: Self.input, [.aws: watermark]) == [old.key])
    #expect(shelf.count == 1 && shelf.baseline(of: old.principal, in: Self.input) == nil)
  }
}
