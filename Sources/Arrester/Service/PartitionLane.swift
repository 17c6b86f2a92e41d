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
  private let committed: PartitionOffset?
  /// Bounded reading stops here.
  let end: Int64?
  private(set) var deadLetters: [DeadLetter] = []
  private var decided: [DecidedVerdict] = []
  /// Records with an outcome that is not committed yet.
  private(set) var isDirty = false
  /// Whether what is learnt of principals is written down.
  var keepsLearnt = false {
    didSet { shard.onLearnt = keepsLearnt ? { [unowned self] principal, baseline in learnt[principal] = baseline } : nil }
  }
  /// Since the last commit: the latest of each principal.
  private var learnt: [LatchKey: RecordedBaseline] = [:]
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
    /// As the group has it; nil where it has committed nothing.
    var committed: PartitionOffset?
  }

  /// - Parameter decoder: of the consuming thread.
  init(_ partition: TopicPartition, model: Model, start: Start, clock: any WallClock, decoder: RecordDecoder? = nil) {
    self.partition = partition
    self.clock = clock
    intake = Intake(model: model, decoder: decoder)
    shard = Shard(model: model.engine)
    rewind = RewindTracker(model: model.engine)
    position = start.offset
    warmUpEnd = start.warmUpEnd
    committed = start.committed
    end = start.end
    for (platform, time) in start.watermarks { intake.admission.restoreWatermark(time, platform) }
    shard.isWarmingUp = start.offset < start.warmUpEnd
    let (shard, admission) = (Unmanaged.passUnretained(shard), Unmanaged.passUnretained(intake.admission))
    // Both live as long as the lane, whose intake alone calls this: counting references to them would cost as much as the calls.
    intake.onForesight = { change in
      admission._withUnsafeGuaranteedRef { $0.foresee(change) }
      shard._withUnsafeGuaranteedRef { $0.foresee(change) }
    }
    intake.onDeadLetter = { [unowned self] letter in if !isWarmingUp { deadLetters.append(letter) } }
  }

  var isWarmingUp: Bool { shard.isWarmingUp }

  /// Whether bounded reading has seen all it wants.
  var isAtEnd: Bool { end.map { position >= $0 } ?? false }

  /// Decodes and scores messages that follow one another.
  func take(_ messages: UnsafeBufferPointer<KafkaMessage>) {
    intake.takeOverDecoder()
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
    marksBefore = intake.admission.watermarks
    // Not counted either: the lane is there until this returns.
    let lane = Unmanaged.passUnretained(self)
    intake.take(value, at: lane._withUnsafeGuaranteedRef { $0.place(of: offset) }, reference: reference) { frame in
      lane._withUnsafeGuaranteedRef { $0.process(frame, offset) }
    }
    if shard.hasVerdicts { decided += shard.takeVerdicts().map { DecidedVerdict($0, messageTimestamp: message.timestampNanoseconds) } }
    position = offset + 1
    isDirty = true
  }

  private func place(of offset: Int64) -> RecordPlace {
    .message(topic: partition.topic, partition: partition.partition, offset: offset)
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
    let point = rewind.point(next: position, watermarks: watermarks, plannedSince: shard.oldestPlannedTime)
    return PartitionOffset(partition, offset: position, metadata: point.text)
  }

  /// A place that may be committed without moving anything on: while it warms up, the one that was committed before.
  var fence: PartitionOffset? { committable() ?? committed }

  func markCommitted() { isDirty = false }

  /// A commit that reached to here failed.
  func markMoved() { isDirty = true }

  var hasVerdicts: Bool { !decided.isEmpty }

  /// In the order in which they were decided.
  func takeVerdicts() -> [DecidedVerdict] {
    defer { decided.removeAll() }
    return decided
  }

  func takeLearnt() -> [LatchKey: RecordedBaseline] {
    defer { learnt.removeAll(keepingCapacity: true) }
    return learnt
  }

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

/// A verdict, and when the source put the event on the topic that set it off.
struct DecidedVerdict: Sendable {
  var verdict: Verdict
  /// Nanoseconds since 1970 UTC; nil where the broker keeps none.
  var messageTimestamp: Int64?

  init(_ verdict: Verdict, messageTimestamp: Int64?) {
    self.verdict = verdict
    self.messageTimestamp = messageTimestamp
  }
}
