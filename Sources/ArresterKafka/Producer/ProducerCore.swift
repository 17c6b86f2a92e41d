import CRDKafka

/// What the plain and the transactional producer share: a handle, its queue, and the reports that come back.
final class ProducerCore {
  let handle: KafkaHandle
  /// Whose leaders were asked for.
  private var knownTopics: Set<String> = []

  /// - Parameter required: beside idempotence and the partitioner.
  init(_ settings: KafkaSettings, required: [String: String] = [:]) throws(KafkaError) {
    var fixed = required
    fixed["enable.idempotence"] = "true"
    fixed["partitioner"] = "murmur2_random"
    let configuration = try KafkaConfiguration(settings, defaults: ["linger.ms": "5"], required: fixed)
    let context = HandleContext(log: settings.log)
    context.registerDeliveries(configuration.pointer)
    handle = try KafkaHandle(RD_KAFKA_PRODUCER, configuration, context)
  }

  /// Queues a copy. A full queue is waited for, serving reports meanwhile.
  func send(_ record: KafkaRecord, deadline: Deadline) throws(KafkaError) {
    if knownTopics.insert(record.topic).inserted { findLeaders(of: record.topic, deadline) }
    while true {
      let response = enqueue(record)
      if response == RD_KAFKA_RESP_ERR_NO_ERROR { break }
      let error = KafkaError(fatalOf: handle.native, "send to \(record.topic)") ?? KafkaError(response, "send to \(record.topic)")
      guard response == RD_KAFKA_RESP_ERR__QUEUE_FULL, !deadline.hasPassed, !error.isFatal else { throw error }
      serve(timeoutMilliseconds: min(10, deadline.remainingMilliseconds))
    }
    serve(timeoutMilliseconds: 0)
  }

  func serve(timeoutMilliseconds: Int) {
    rd_kafka_poll(handle.native, Int32(timeoutMilliseconds))
    handle.serveLog()
  }

  func flush(timeoutMilliseconds: Int) throws(KafkaError) {
    let response = rd_kafka_flush(handle.native, Int32(timeoutMilliseconds))
    if response == RD_KAFKA_RESP_ERR_NO_ERROR { return }
    throw KafkaError(
      response, "flush", detail: "\(rd_kafka_outq_len(handle.native)) messages not acknowledged after \(timeoutMilliseconds) ms")
  }

  /// By itself librdkafka asks where a new topic's leaders are once a second: until then the first message to it waits, and with it the
  /// transaction that it belongs to.
  ///
  /// What is wrong with the topic or the brokers shows when the message is sent.
  private func findLeaders(of topic: String, _ deadline: Deadline) {
    guard let native = rd_kafka_topic_new(handle.native, topic, nil) else { return }
    defer { rd_kafka_topic_destroy(native) }
    let patience = min(ProducerCore.leadersPatienceMilliseconds, deadline.remainingMilliseconds)
    var answer: UnsafePointer<rd_kafka_metadata>?
    rd_kafka_metadata(handle.native, 0, native, &answer, Int32(max(1, patience)))
    if let answer { rd_kafka_metadata_destroy(answer) }
  }

  /// A client that is not connected yet asks by itself once it is.
  private static let leadersPatienceMilliseconds = 100

  private func enqueue(_ record: KafkaRecord) -> rd_kafka_resp_err_t {
    let headers = record.headers.isEmpty ? nil : ProducerCore.makeHeaders(record.headers)
    let response = ProducerCore.withOptionalBytes(record.key) { key, keyLength in
      ProducerCore.withOptionalBytes(record.value) { value, valueLength in
        arrester_rdkafka_produce(
          handle.native, record.topic, RD_KAFKA_PARTITION_UA, key, keyLength, value, valueLength, record.timestampMilliseconds ?? 0,
          headers, UnsafeMutableRawPointer(bitPattern: record.token))
      }
    }
    if response != RD_KAFKA_RESP_ERR_NO_ERROR, let headers { rd_kafka_headers_destroy(headers) }
    return response
  }

  private static func makeHeaders(_ headers: [KafkaHeader]) -> OpaquePointer {
    let list = rd_kafka_headers_new(headers.count)!
    for header in headers {
      withOptionalBytes(header.value) { value, length in _ = rd_kafka_header_add(list, header.name, -1, value, length) }
    }
    return list
  }

  /// A null pointer says "none" to librdkafka, so an empty array needs an address that is not null.
  private static func withOptionalBytes<R>(_ bytes: [UInt8]?, _ body: (UnsafeRawPointer?, Int) -> R) -> R {
    guard let bytes else { return body(nil, 0) }
    if bytes.isEmpty { return withUnsafeBytes(of: 0 as UInt8) { body($0.baseAddress, 0) } }
    return bytes.withUnsafeBytes { body($0.baseAddress, $0.count) }
  }
}
