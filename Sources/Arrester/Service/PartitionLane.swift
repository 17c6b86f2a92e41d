import ArresterBase
import ArresterEngine
import ArresterEvents
import ArresterKafka
import CMachine

/// Everything of one input partition: decoding, admission, its shard, and how far it is. Dropped when the partition is revoked;
/// the next owner rebuilds it from the log. Belongs to the consuming thread.
final class PartitionLane {
  let partition: TopicPartition
  let intake: Intake
  let shard: Shard
  /// The next offset to be read.
  private(set) var position: Int64
  /// Up to here everything was judged and committed before: windows fill, outputs are suppressed.
  private let warmUpEnd: Int64
  /// Bounded reading stops here.
  let end: Int64?
  private(set) var deadLetters: [DeadLetter] = []
  /// Records with an outcome that is not committed yet.
  private(set) var isDirty = false
  private var rewind: RewindTracker
  /// The watermarks before the message in hand: one that holds several records is read again as a whole.
  private var marksBefore = Watermarks()
  private let clock: any WallClock

  struct Start {
    /// Where reading begins.
    var offset: Int64
    /// Where judging begins: the committed offset.
    var warmUpEnd: Int64
    var watermarks: [Platform: Int64]
    var end: Int64?
  }

  init(_ partition: TopicPartition, model: Model, start: Start, clock: any WallClock) {
    self.partition = partition
    self.clock = clock
    intake = Intake(model: model)
    shard = Shard(model: model.engine)
    rewind = RewindTracker(model: model.engine)
    position = start.offset
    warmUpEnd = start.warmUpEnd
    end = start.end
    for (platform, time) in start.watermarks { intake.admission.restoreWatermark(time, platform) }
    shard.isWarmingUp = start.offset < start.warmUpEnd
    intake.onForesight = { [unowned shard, unowned admission = intake.admission] change in
      admission.foresee(change)
      shard.foresee(change)
    }
    intake.onDeadLetter = { [unowned self] letter in if !isWarmingUp { deadLetters.append(letter) } }
  }

  var isWarmingUp: Bool { shard.isWarmingUp }

  /// Whether bounded reading has seen all it wants.
  var isAtEnd: Bool { end.map { position >= $0 } ?? false }

  /// Decodes and scores messages that follow one another.
  func take(_ messages: UnsafeBufferPointer<KafkaMessage>) {
    for index in messages.indices {
      if index + 1 < messages.count, let next = messages[index + 1].value { PartitionLane.fetch(next) }
      take(messages[index])
    }
  }

  /// Another core wrote the record: it comes while the one before it is decoded.
  private static func fetch(_ record: UnsafeRawBufferPointer) {
    guard let base = record.baseAddress else { return }
    for offset in stride(from: 0, to: min(record.count, mostFetchedBytes), by: 64) { arrester_prefetch(base + offset) }
  }

  /// More would push out of the first-level cache what is in use.
  private static let mostFetchedBytes = 2048

  /// Decodes and scores one message.
  func take(_ message: KafkaMessage) {
    guard !isAtEnd, message.offset >= position else { return }
    if isWarmingUp, message.offset >= warmUpEnd { shard.isWarmingUp = false }
    let offset = message.offset
    let value = message.value ?? UnsafeRawBufferPointer(start: nil, count: 0)
    let reference = message.timestampNanoseconds ?? clock.now()
    let place = RecordPlace.message(topic: partition.topic, partition: partition.partition, offset: offset)
    marksBefore = intake.admission.watermarks
    intake.take(value, at: place, reference: reference) { frame in process(frame, offset) }
    position = offset + 1
    isDirty = true
  }

  /// The log has nothing more for readers before `offset`: transaction markers take offsets that no one is given.
  func reachEnd(at offset: Int64) {
    guard offset > position else { return }
    position = offset
    isDirty = true
    if isWarmingUp, position >= warmUpEnd { shard.isWarmingUp = false }
  }

  /// What is committed for this partition; nil while it warms up.
  func committable() -> PartitionOffset? {
    guard !isWarmingUp else { return nil }
    let point = rewind.point(next: position, watermarks: watermarks)
    return PartitionOffset(partition, offset: position, metadata: point.text)
  }

  func markCommitted() { isDirty = false }

  /// A commit that reached to here failed.
  func markMoved() { isDirty = true }

  func takeDeadLetters() -> [DeadLetter] {
    defer { deadLetters.removeAll() }
    return deadLetters
  }

  /// The newest event times seen, by platform.
  var watermarks: [Platform: Int64] { intake.admission.watermarks.byPlatform }

  private func process(_ frame: EventFrame, _ offset: Int64) {
    let header = frame.header.pointee
    rewind.note(time: header.time, header.platform, offset: offset, before: marksBefore)
    let (outcome, watermark) = intake.admission.admit(frame)
    switch outcome {
    case .accepted: shard.process(frame, watermark: watermark, isTooLate: false)
    case .tooLate: shard.process(frame, watermark: watermark, isTooLate: true)
    case .duplicate: break
    }
  }
}
