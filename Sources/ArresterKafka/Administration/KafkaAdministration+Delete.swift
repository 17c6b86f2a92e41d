import CRDKafka

extension KafkaAdministration {
  /// Deletes those of `topics` that exist. Returns when every broker asked has answered.
  /// - Throws: the first refusal that is not "unknown topic", in the broker's own words (ACL, `delete.topic.enable`).
  public func delete(_ topics: [String], timeoutMilliseconds: Int = 30_000) throws(KafkaError) {
    guard !topics.isEmpty else { return }
    var requests: [OpaquePointer?] = topics.map { rd_kafka_DeleteTopic_new($0) }
    defer { for request in requests { rd_kafka_DeleteTopic_destroy(request) } }
    let queue = rd_kafka_queue_new(handle.native)
    defer { rd_kafka_queue_destroy(queue) }
    let options = rd_kafka_AdminOptions_new(handle.native, RD_KAFKA_ADMIN_OP_DELETETOPICS)
    defer { rd_kafka_AdminOptions_destroy(options) }
    var text = [CChar](repeating: 0, count: 512)
    rd_kafka_AdminOptions_set_request_timeout(options, Int32(timeoutMilliseconds), &text, text.count)
    rd_kafka_DeleteTopics(handle.native, &requests, requests.count, options, queue)
    guard let event = rd_kafka_queue_poll(queue, Int32(timeoutMilliseconds + 1000)) else {
      throw KafkaError.timedOut("delete topics", "no answer in \(timeoutMilliseconds) ms")
    }
    defer { rd_kafka_event_destroy(event) }
    try KafkaAdministration.checkDeletion(event)
  }

  private static func checkDeletion(_ event: OpaquePointer) throws(KafkaError) {
    if rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR {
      let detail = rd_kafka_event_error_string(event).map { String(cString: $0) }
      throw KafkaError(rd_kafka_event_error(event), "delete topics", detail: detail)
    }
    var count = 0
    let results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count)
    for index in 0..<count {
      let result = results?[index]
      let response = rd_kafka_topic_result_error(result)
      guard response != RD_KAFKA_RESP_ERR_NO_ERROR, response != RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART else { continue }
      let name = String(cString: rd_kafka_topic_result_name(result))
      throw KafkaError(response, "delete topic \(name)", detail: rd_kafka_topic_result_error_string(result).map { String(cString: $0) })
    }
  }
}
