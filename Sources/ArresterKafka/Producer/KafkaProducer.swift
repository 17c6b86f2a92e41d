import CRDKafka

/// An idempotent producer: acknowledged by all in-sync replicas, no duplicates from retries, order kept for each partition.
/// One thread creates and uses it; reports are served inside its calls.
public final class KafkaProducer {
  private let core: ProducerCore

  /// - Parameter onFailure: hears of each message that was not delivered, from inside `send`, `poll` or `flush`.
  /// - Throws: a configuration that librdkafka refuses. Brokers are not contacted yet.
  public init(_ settings: KafkaSettings, onFailure: ((_ token: Int, _ error: KafkaError) -> Void)? = nil) throws(KafkaError) {
    core = try ProducerCore(settings)
    core.handle.context.onFailure = onFailure
  }

  /// Queues a copy of `record`. While the queue is full it waits for the brokers, up to `timeoutMilliseconds`.
  /// - Throws: queue full until then (`_QUEUE_FULL`); message larger than `message.max.bytes` (that message only); unknown topic.
  public func send(_ record: KafkaRecord, timeoutMilliseconds: Int = 30_000) throws(KafkaError) {
    try core.send(record, deadline: Deadline(milliseconds: timeoutMilliseconds))
  }

  /// Serves reports that have come; waits up to `timeoutMilliseconds` for one.
  public func poll(timeoutMilliseconds: Int = 0) { core.serve(timeoutMilliseconds: timeoutMilliseconds) }

  /// Waits until every queued message is acknowledged or has failed; `counts` says which.
  /// - Throws: where some are still on their way after `timeoutMilliseconds`.
  public func flush(timeoutMilliseconds: Int) throws(KafkaError) { try core.flush(timeoutMilliseconds: timeoutMilliseconds) }

  public var counts: DeliveryCounts { core.handle.context.deliveries }

  /// Queued messages and reports not served yet.
  public var outstanding: Int { Int(rd_kafka_outq_len(core.handle.native)) }

  /// Errors of the client as a whole since the last call: brokers down, authentication refused. librdkafka goes on trying.
  public func takeErrors() -> [KafkaError] { core.handle.context.takeErrors() }

  /// Drops what is not delivered: `flush` first.
  /// - Returns: whether it ended in time.
  @discardableResult
  public func close(timeoutMilliseconds: Int = 5000) -> Bool { core.handle.destroy(timeoutMilliseconds: timeoutMilliseconds) }
}
