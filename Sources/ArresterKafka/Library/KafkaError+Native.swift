import CRDKafka

extension KafkaError {
  /// From a plain code; `detail` defaults to librdkafka's own words for it.
  init(_ response: rd_kafka_resp_err_t, _ operation: String, detail: String? = nil) {
    self.init(
      code: response.rawValue, name: String(cString: rd_kafka_err2name(response)), operation: operation,
      detail: detail ?? String(cString: rd_kafka_err2str(response)), isRetriable: KafkaError.isTransient(response),
      isFatal: response == RD_KAFKA_RESP_ERR__FATAL)
  }

  /// Takes ownership of `error`.
  init(consuming error: OpaquePointer, _ operation: String) {
    self.init(
      code: rd_kafka_error_code(error).rawValue, name: String(cString: rd_kafka_error_name(error)), operation: operation,
      detail: String(cString: rd_kafka_error_string(error)), isRetriable: rd_kafka_error_is_retriable(error) != 0,
      isFatal: rd_kafka_error_is_fatal(error) != 0, requiresAbort: rd_kafka_error_txn_requires_abort(error) != 0)
    rd_kafka_error_destroy(error)
  }

  /// The error that made `handle` unusable, if one did.
  init?(fatalOf handle: OpaquePointer, _ operation: String) {
    var text = [CChar](repeating: 0, count: 512)
    let response = rd_kafka_fatal_error(handle, &text, text.count)
    guard response != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
    self.init(
      code: response.rawValue, name: String(cString: rd_kafka_err2name(response)), operation: operation, detail: String(text: text),
      isFatal: true)
  }

  static func check(_ response: rd_kafka_resp_err_t, _ operation: @autoclosure () -> String) throws(KafkaError) {
    if response != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(response, operation()) }
  }

  /// Throws and releases `error` if it is one.
  static func check(_ error: OpaquePointer?, _ operation: @autoclosure () -> String) throws(KafkaError) {
    if let error { throw KafkaError(consuming: error, operation()) }
  }

  /// A misuse that librdkafka never saw.
  static func invalid(_ operation: String, _ detail: String) -> KafkaError {
    KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, operation, detail: detail)
  }

  static func timedOut(_ operation: String, _ detail: String) -> KafkaError {
    KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, operation, detail: detail)
  }

  /// librdkafka says this of its `rd_kafka_error_t` only; these are the codes for which waiting helps.
  private static func isTransient(_ response: rd_kafka_resp_err_t) -> Bool {
    switch response {
    case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__WAIT_COORD,
      RD_KAFKA_RESP_ERR__QUEUE_FULL, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
      RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, RD_KAFKA_RESP_ERR_NOT_COORDINATOR, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
      RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION, RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS,
      RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT:
      true
    default: false
    }
  }
}

extension String {
  /// The text before the first zero.
  init(text: [CChar]) {
    self.init(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
