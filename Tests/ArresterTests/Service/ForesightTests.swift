import ArresterEvents
import Testing

@testable import Arrester

@Suite("foresight")
struct ForesightTests {
  @Test("a lane that is told of changes beforehand decides as one that is not", arguments: TestSeeds.take(4))
  func decidesTheSame(seed: UInt64) throws {
    let model = try TestModel.load()
    var maker = StreamMaker(seed: seed)
    let records = maker.make(600)
    let lane = Lanes.fresh(model)
    let blind = Lanes.fresh(model)
    blind.intake.onForesight = nil
    let lines = Lanes.take(records[...], lane)
    #expect(lines == Lanes.take(records[...], blind))
    #expect(lane.shard.counters == blind.shard.counters)
    #expect(lane.intake.admission.counters == blind.intake.admission.counters)
  }

  @Test("each change is told of twice, under the hashes that its frame has; a read is not")
  func hashes() throws {
    let lane = Lanes.fresh(try TestModel.load())
    var told: [Foresight] = []
    lane.intake.onForesight = { told.append($0) }
    Array(CloudTrail().describe(at: 0, id: "1").utf8).withUnsafeBytes { lane.intake.take($0, at: Self.place, reference: .max) { _ in } }
    #expect(told.isEmpty)
    Array(CloudTrail().deleteDatabase("orders", at: 0, id: "2").utf8).withUnsafeBytes { bytes in
      lane.intake.take(bytes, at: Self.place, reference: .max) { frame in
        #expect(told.map(\.isNear) == [false, true])
        #expect(told.allSatisfy { $0.principalHash == frame.header.pointee.principalHash })
        #expect(told.allSatisfy { $0.identifierHash == frame.header.pointee.identifierHash })
      }
    }
  }

  private static let place = RecordPlace.file(path: "memory", line: 1, index: nil)
}
