import CRDKafka

/// What every request of administration has in common.
extension KafkaAdministration {
  /// Sends a request and reads its answer, once every broker asked has answered.
  /// - Parameters:
  ///   - operation: as errors name it: "create topics".
  ///   - send: gives librdkafka the request, with the options and the queue for its answer.
  /// - Throws: no answer in time, a refusal as a whole, or what `read` throws.
  func ask<Answer>(
    _ operation: String, _ kind: rd_kafka_admin_op_t, timeoutMilliseconds: Int, _ send: (OpaquePointer?, OpaquePointer?) -> Void,
    _ read: (OpaquePointer) throws(KafkaError) -> Answer
  ) throws(KafkaError) -> Answer {
    let queue = rd_kafka_queue_new(handle.native)
    defer { rd_kafka_queue_destroy(queue) }
    let options = rd_kafka_AdminOptions_new(handle.native, kind)
    defer { rd_kafka_AdminOptions_destroy(options) }
    var text = [CChar](repeating: 0, count: 512)
    rd_kafka_AdminOptions_set_request_timeout(options, Int32(timeoutMilliseconds), &text, text.count)
    send(options, queue)
    guard let event = rd_kafka_queue_poll(queue, Int32(timeoutMilliseconds + 1000)) else {
      throw KafkaError.timedOut(operation, "no answer in \(timeoutMilliseconds) ms")
    }
    defer { rd_kafka_event_destroy(event) }
    if rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR {
      let detail = rd_kafka_event_error_string(event).map { String(cString: $0) }
      throw KafkaError(rd_kafka_event_error(event), operation, detail: detail)
    }
    return try read(event)
  }
}
