import CRDKafka

/// A member of a consumer group. One thread creates, polls and closes it; every call belongs on that thread.
///
/// Right on librdkafka 2.0.2 by construction:
/// - The rebalance callback, which librdkafka serves in the middle of a batch call, only notes what is asked. The answer (assign,
///   unassign) is given between batch calls, when no message is in hand; until then the partitions are still this member's.
/// - Seek, pause and resume run on the same thread, so never during a batch call.
/// - Every assignment starts at offsets named by the delegate, and every message is held against the next offset expected. librdkafka's
///   own positions are never asked for.
/// - `auto.offset.reset=error`: an offset that the log no longer holds is an event, never a silent jump.
///
/// Eager rebalancing only. An incremental one would differ in `KafkaConsumer+Rebalance.swift` alone.
public final class KafkaConsumer {
  /// What to consume, and as whom.
  public struct Membership: Sendable {
    public var group: String
    public var topics: [String]
    /// `group.instance.id`: a restarted member with the same one gets its partitions back without waiting for a session timeout.
    public var instanceIdentifier: String?
    /// Hides messages of open and aborted transactions.
    public var readCommitted: Bool
    /// Needed for bounded reading: a transaction's markers take offsets that no one is ever given.
    public var endEvents: Bool

    public init(
      group: String, topics: [String], instanceIdentifier: String? = nil, readCommitted: Bool = true, endEvents: Bool = false
    ) {
      self.group = group
      self.topics = topics
      self.instanceIdentifier = instanceIdentifier
      self.readCommitted = readCommitted
      self.endEvents = endEvents
    }
  }

  /// Without one, partitions start at the committed offset, else at the earliest, and events are dropped.
  public weak var delegate: (any KafkaConsumerDelegate)?
  public let membership: Membership

  let handle: KafkaHandle
  let queue: OpaquePointer
  let buffer = MessageBuffer()
  var intake = MessageIntake()
  var outOfRange: Set<Int> = []
  var isOpen = true
  private var isPolling = false
  /// When the fetching thread was last woken, on the monotonic clock.
  var lastWake: Int64 = 0

  /// - Throws: a configuration that librdkafka refuses. Brokers are not contacted yet: unreachable ones show as events.
  public init(_ settings: KafkaSettings, _ membership: Membership) throws(KafkaError) {
    let configuration = try ConsumerConfiguration.group(settings, membership)
    let context = HandleContext(log: settings.log)
    context.registerRebalance(configuration.pointer)
    handle = try KafkaHandle(RD_KAFKA_CONSUMER, configuration, context)
    self.membership = membership
    rd_kafka_poll_set_consumer(handle.native)
    queue = rd_kafka_queue_get_consumer(handle.native)
    let topics = PartitionList(membership.topics.map { TopicPartition(topic: $0, partition: RD_KAFKA_PARTITION_UA) })
    let response = topics.lend { rd_kafka_subscribe(handle.native, $0) }
    if response != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(response, "subscribe to \(membership.topics.joined(separator: ", "))") }
  }

  deinit {
    delegate = nil
    close()
  }

  /// Hands out what is there, at most `maximum` messages; when nothing is, waits up to `timeoutMilliseconds` for one message and takes
  /// what came with it. Then delivers events and answers rebalances, through the delegate.
  ///
  /// `body` is called at most once, with at least one message; buffers are valid inside it only. It may call `commit`, `pause` and
  /// `resume`, and must not call `poll` or `close`.
  /// - Returns: how many messages were handed out.
  /// - Throws: only errors after which this consumer is unusable (fenced by its instance identifier, say).
  /// - Complexity: O(messages); no allocation once the largest batch was seen.
  @discardableResult
  public func poll(
    timeoutMilliseconds: Int, maximum: Int = 512, _ body: (UnsafeBufferPointer<KafkaMessage>) -> Void
  ) throws(KafkaError) -> Int {
    precondition(isOpen && !isPolling, "poll of a closed consumer, or from inside its own poll")
    isPolling = true
    defer { isPolling = false }
    answerRebalances()
    buffer.fill(from: queue, maximum: maximum)
    if buffer.count == 0, timeoutMilliseconds > 0 {
      let patience = wakeFetching() ? min(timeoutMilliseconds, KafkaConsumer.wakePatienceMilliseconds) : timeoutMilliseconds
      buffer.wait(for: queue, handle: handle.native, maximum: maximum, timeoutMilliseconds: patience)
    }
    intake.sort(buffer)
    let due = intake.takeDue()
    if !due.isEmpty { due.withUnsafeBufferPointer(body) }
    buffer.clear()
    intake.giveBack(due)
    try deliverEvents()
    answerRebalances()
    return due.count
  }

  /// The partitions of this member; a message's `slot` is an index into it.
  public var partitions: [TopicPartition] { intake.assigned.partitions }

  /// The next offset expected of each partition, in the order of `partitions`: all before it were handed out (or are no messages).
  public var positions: [PartitionOffset] { intake.assigned.positions }

  /// Rises with every assignment and revocation.
  public var assignmentGeneration: Int { intake.assigned.generation }

  /// Messages that librdkafka handed out and this consumer did not, because their partition was no longer assigned, or because they
  /// lay below the next offset expected.
  public var dropped: (notAssigned: Int, alreadySeen: Int) {
    (intake.assigned.droppedNotAssigned, intake.assigned.droppedAlreadySeen)
  }
}
