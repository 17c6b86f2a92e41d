import CRDKafka

/// librdkafka's embedded cluster: brokers in this process that speak the real protocol over the loopback interface.
///
/// Keeps 5 MB or 100,000 messages a partition. Its transactions are half there (seen with 2.0.2): it accepts them, but writes no
/// markers, shows what was aborted, and forgets offsets sent in a transaction; ordinary commits it keeps, with metadata. It knows no
/// ACLs, no TLS, no compaction, no `create` of `KafkaAdministration`, and makes a topic when a client first names it.
///
/// Unchecked: librdkafka serialises every call on the cluster's own thread.
public final class KafkaMockCluster: @unchecked Sendable {
  /// Requests that errors can be injected into; Kafka's API keys.
  public enum Request: Int16, Sendable {
    case produce = 0
    case fetch = 1
    case listOffsets = 2
    case metadata = 3
    case offsetCommit = 8
    case offsetFetch = 9
    case findCoordinator = 10
    case joinGroup = 11
    case heartbeat = 12
    case syncGroup = 14
    case initProducerIdentifier = 22
    case addPartitionsToTransaction = 24
    case addOffsetsToTransaction = 25
    case endTransaction = 26
    case transactionOffsetCommit = 28
  }

  public let bootstrapServers: String
  private let handle: KafkaHandle
  private let cluster: OpaquePointer

  /// Brokers are numbered from 1.
  public init(brokers: Int = 1) throws(KafkaError) {
    // The handle only keeps the cluster's books: it has no address, so that it does not try to reach one.
    let handle = try KafkaHandle(RD_KAFKA_PRODUCER, KafkaConfiguration(), HandleContext(log: nil))
    guard let cluster = rd_kafka_mock_cluster_new(handle.native, Int32(brokers)) else {
      throw KafkaError.invalid("start an embedded cluster", "librdkafka could not start \(brokers) brokers")
    }
    self.handle = handle
    self.cluster = cluster
    bootstrapServers = String(cString: rd_kafka_mock_cluster_bootstraps(cluster))
  }

  deinit { rd_kafka_mock_cluster_destroy(cluster) }

  public func createTopic(_ name: String, partitions: Int, replicationFactor: Int = 1) throws(KafkaError) {
    let response = rd_kafka_mock_topic_create(cluster, name, Int32(partitions), Int32(replicationFactor))
    try KafkaError.check(response, "create topic \(name) in the embedded cluster")
  }

  /// Answers the next requests of this kind with `errors`, one each, by their Kafka numbers. `_TRANSPORT` (-195) disconnects.
  public func fail(_ request: Request, with errors: [Int32]) {
    let responses = errors.map { rd_kafka_resp_err_t(rawValue: $0) }
    rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, responses.count, responses)
  }

  /// Makes metadata say `error` (a Kafka number; 0 ends it) of a topic.
  public func setError(_ error: Int32, ofTopic name: String) {
    rd_kafka_mock_topic_set_error(cluster, name, rd_kafka_resp_err_t(rawValue: error))
  }

  /// Disconnects a broker (nil: all) and refuses connections to it until `startBroker`.
  public func stopBroker(_ number: Int? = nil) throws(KafkaError) {
    try KafkaError.check(rd_kafka_mock_broker_set_down(cluster, Int32(number ?? -1)), "stop an embedded broker")
  }

  public func startBroker(_ number: Int? = nil) throws(KafkaError) {
    try KafkaError.check(rd_kafka_mock_broker_set_up(cluster, Int32(number ?? -1)), "start an embedded broker")
  }

  /// Delays every answer of a broker (nil: all) by `milliseconds`.
  public func setRoundTrip(milliseconds: Int, broker number: Int? = nil) throws(KafkaError) {
    try KafkaError.check(rd_kafka_mock_broker_set_rtt(cluster, Int32(number ?? -1), Int32(milliseconds)), "slow an embedded broker")
  }
}
