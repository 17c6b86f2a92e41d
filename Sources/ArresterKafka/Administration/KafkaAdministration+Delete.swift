import CRDKafka

extension KafkaAdministration {
  /// Deletes those of `topics` that exist. Returns when every broker asked has answered.
  /// - Throws: the first refusal that is not "unknown topic", in the broker's own words (ACL, `delete.topic.enable`).
  public func delete(_ topics: [String], timeoutMilliseconds: Int = 30_000) throws(KafkaError) {
    guard !topics.isEmpty else { return }
    var requests: [OpaquePointer?] = topics.map { rd_kafka_DeleteTopic_new($0) }
    defer { for request in requests { rd_kafka_DeleteTopic_destroy(request) } }
    try ask("delete topics", RD_KAFKA_ADMIN_OP_DELETETOPICS, timeoutMilliseconds: timeoutMilliseconds) { options, queue in
      rd_kafka_DeleteTopics(handle.native, &requests, requests.count, options, queue)
    } _: { event throws(KafkaError) in
      try KafkaAdministration.checkDeletion(event)
    }
  }

  private static func checkDeletion(_ event: OpaquePointer) throws(KafkaError) {
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
