import CRDKafka

/// A (compacted) topic read as a table: from its beginning to the end that is seen at the start, then followed.
/// Belongs to no group and commits nothing; sees committed messages only. One thread creates and uses it.
///
/// Compaction keeps the last record of a key, and earlier ones may still come before it: the last one wins, and a tombstone
/// (`value == nil`) removes the key.
public final class KafkaTable {
  public let topic: String
  /// All partitions that the topic had when the table was opened.
  public let partitionCount: Int

  private let handle: KafkaHandle
  private let reference: OpaquePointer
  private let queue: OpaquePointer
  private let buffer = MessageBuffer()
  private var intake = MessageIntake()
  /// For each partition the offset at which it is loaded; nil once it is.
  private var ends: [Int64?]
  private var isOpen = true

  /// Opens the topic and looks up where its partitions begin and end now.
  /// - Throws: unknown topic, no broker within `timeoutMilliseconds`, ACL refusals.
  public init(_ settings: KafkaSettings, topic: String, timeoutMilliseconds: Int = 10_000) throws(KafkaError) {
    let configuration = try ConsumerConfiguration.reader(settings)
    let handle = try KafkaHandle(RD_KAFKA_CONSUMER, configuration, HandleContext(log: settings.log))
    let limits = try KafkaTable.limits(handle, topic, timeoutMilliseconds)
    guard let reference = rd_kafka_topic_new(handle.native, topic, nil) else {
      throw KafkaError(rd_kafka_last_error(), "open topic \(topic)")
    }
    self.handle = handle
    self.topic = topic
    self.reference = reference
    partitionCount = limits.count
    queue = rd_kafka_queue_new(handle.native)
    ends = limits.map { $0.low < $0.high ? $0.high : nil }
    intake.replaceAssignment(
      with: limits.enumerated().map { PartitionOffset(TopicPartition(topic: topic, partition: Int32($0)), offset: $1.low) })
    try start()
  }

  deinit { close() }

  /// Whether everything that was there at the start has been handed out.
  public var isLoaded: Bool { ends.allSatisfy { $0 == nil } }

  /// The next offset of each partition.
  public var positions: [PartitionOffset] { intake.assigned.positions }

  /// Hands out everything up to the end seen at the start, and maybe some that came since.
  /// - Returns: how many records were handed out.
  /// - Throws: not loaded within `timeoutMilliseconds`, and what `poll` throws.
  @discardableResult
  public func load(timeoutMilliseconds: Int, _ body: (UnsafeBufferPointer<KafkaMessage>) -> Void) throws(KafkaError) -> Int {
    let deadline = Deadline(milliseconds: timeoutMilliseconds)
    var count = 0
    while !isLoaded {
      if deadline.hasPassed {
        let missing = ends.indices.filter { ends[$0] != nil }.map(String.init).joined(separator: ", ")
        throw KafkaError.timedOut("load table \(topic)", "partitions \(missing) not read to their ends in \(timeoutMilliseconds) ms")
      }
      count += try poll(timeoutMilliseconds: min(100, deadline.remainingMilliseconds), body)
    }
    return count
  }

  /// Hands out what is there; when nothing is, waits up to `timeoutMilliseconds` for one record and takes what came with it.
  /// A record's `slot` is its partition's number; buffers are valid inside `body` only.
  /// - Throws: where the log was deleted beyond the reader's position (`_AUTO_OFFSET_RESET`: tombstones may be missing; open the table
  ///   anew), where the topic was deleted, and fatal errors. Brokers that are down are waited for.
  @discardableResult
  public func poll(
    timeoutMilliseconds: Int, maximum: Int = 512, _ body: (UnsafeBufferPointer<KafkaMessage>) -> Void
  ) throws(KafkaError) -> Int {
    rd_kafka_poll(handle.native, 0)
    handle.serveLog()
    buffer.fill(from: queue, maximum: maximum, timeoutMilliseconds: timeoutMilliseconds)
    intake.sort(buffer)
    let due = intake.takeDue()
    if !due.isEmpty { due.withUnsafeBufferPointer(body) }
    buffer.clear()
    intake.giveBack(due)
    noteProgress()
    try checkNotices()
    return due.count
  }

  /// Errors of the client as a whole since the last call; librdkafka goes on trying.
  public func takeErrors() -> [KafkaError] { handle.context.takeErrors() }

  /// - Returns: whether it ended in time. Closing again does nothing.
  @discardableResult
  public func close(timeoutMilliseconds: Int = 5000) -> Bool {
    guard isOpen else { return true }
    isOpen = false
    buffer.clear()
    for partition in 0..<Int32(partitionCount) { rd_kafka_consume_stop(reference, partition) }
    rd_kafka_queue_destroy(queue)
    rd_kafka_topic_destroy(reference)
    return handle.destroy(timeoutMilliseconds: timeoutMilliseconds)
  }

  private static func limits(_ handle: KafkaHandle, _ topic: String, _ timeoutMilliseconds: Int) throws(KafkaError) -> [Watermarks] {
    let count = try handle.partitionCount(of: topic, timeoutMilliseconds: timeoutMilliseconds)
    var limits: [Watermarks] = []
    for partition in 0..<Int32(count) {
      limits.append(
        try handle.watermarks(TopicPartition(topic: topic, partition: partition), timeoutMilliseconds: timeoutMilliseconds))
    }
    return limits
  }

  private func start() throws(KafkaError) {
    for position in positions {
      let code = rd_kafka_consume_start_queue(reference, position.partition.partition, position.offset, queue)
      if code != 0 { throw KafkaError(rd_kafka_last_error(), "read \(position.partition)") }
    }
  }

  private func noteProgress() {
    for (partition, next) in intake.assigned.nextOffsets.enumerated() {
      if let end = ends[partition], next >= end { ends[partition] = nil }
    }
  }

  private func checkNotices() throws(KafkaError) {
    for notice in intake.takeNotices() {
      switch notice {
      case .end: break
      case .outOfRange(let slot):
        throw KafkaError(
          RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, "follow table \(topic)/\(slot)", detail: "the log was deleted beyond the reader's position")
      case .error(let error):
        if !error.isRetriable { throw error }
        handle.context.errors.append(error)
      }
    }
  }
}
