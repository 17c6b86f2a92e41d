import ArresterBase
import ArresterEngine
import ArresterEvents

@testable import Arrester
@testable import ArresterKafka

/// Lanes that are fed as the service feeds them, without a broker.
enum Lanes {
  static let partition = TopicPartition(topic: "events", partition: 0)

  static func fresh(_ model: Model) -> PartitionLane {
    PartitionLane(partition, model: model, start: .init(offset: 0, warmUpEnd: 0, watermarks: [:], end: nil), clock: StoppedClock.later)
  }

  /// The next owner's lane: begun at the rewind point that was committed at `offset`, with the latches as they are recorded then.
  static func rebuilt(_ model: Model, at offset: Int64, _ point: RewindPoint, latches: [LatchKey: Latch]) -> PartitionLane {
    let start = PartitionLane.Start(offset: point.offset, warmUpEnd: offset, watermarks: point.watermarks, end: nil)
    let lane = PartitionLane(partition, model: model, start: start, clock: StoppedClock.later)
    lane.shard.recordedLatch = { latches[$0] }
    return lane
  }

  /// Gives a lane one record.
  static func take(_ record: String, offset: Int64, _ lane: PartitionLane) {
    Array(record.utf8).withUnsafeBytes { bytes in
      lane.take(
        KafkaMessage(slot: 0, offset: offset, timestampMilliseconds: StoppedClock.later.nanoseconds / 1_000_000, key: nil, value: bytes))
    }
  }

  /// - Returns: the verdicts that came of it, as lines.
  static func take(_ records: ArraySlice<String>, _ lane: PartitionLane) -> [String] {
    for (index, record) in zip(records.indices, records) { take(record, offset: Int64(index), lane) }
    return lane.takeVerdicts().map(\.verdict.jsonLine)
  }
}

extension PartitionLane {
  /// The latches as the breakers topic would have them.
  var recordedLatches: [LatchKey: Latch] {
    Dictionary(shard.allLatches.map { ($0.key, $0.latch) }, uniquingKeysWith: { $1 })
  }

  /// What is committed with the next offset.
  func rewindPoint() -> RewindPoint? { committable()?.metadata.flatMap { RewindPoint(text: $0) } }
}
