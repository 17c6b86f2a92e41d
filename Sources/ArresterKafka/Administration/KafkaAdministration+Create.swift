import CRDKafka

extension KafkaAdministration {
  /// Makes those of `topics` that do not exist; one that exists is left as it is. Returns when every broker asked has answered.
  /// - Returns: the names of those that were made.
  /// - Throws: the first refusal that is not "already exists", in the broker's own words (replication factor too large, ACL, bad config).
  @discardableResult
  public func create(_ topics: [KafkaTopic], timeoutMilliseconds: Int = 30_000) throws(KafkaError) -> [String] {
    guard !topics.isEmpty else { return [] }
    var requests: [OpaquePointer?] = []
    defer { for request in requests { rd_kafka_NewTopic_destroy(request) } }
    for topic in topics { requests.append(try KafkaAdministration.makeRequest(topic)) }
    return try ask("create topics", RD_KAFKA_ADMIN_OP_CREATETOPICS, timeoutMilliseconds: timeoutMilliseconds) { options, queue in
      rd_kafka_CreateTopics(handle.native, &requests, requests.count, options, queue)
    } _: { event throws(KafkaError) in
      try KafkaAdministration.read(event)
    }
  }

  private static func makeRequest(_ topic: KafkaTopic) throws(KafkaError) -> OpaquePointer {
    let operation = "create topic \(topic.name)"
    var text = [CChar](repeating: 0, count: 512)
    let request = rd_kafka_NewTopic_new(
      topic.name, Int32(topic.partitions ?? -1), Int32(topic.replicationFactor ?? -1), &text, text.count)
    guard let request else { throw KafkaError.invalid(operation, String(text: text)) }
    for (key, value) in topic.properties.sorted(by: { $0.key < $1.key }) {
      let response = rd_kafka_NewTopic_set_config(request, key, value)
      guard response == RD_KAFKA_RESP_ERR_NO_ERROR else {
        rd_kafka_NewTopic_destroy(request)
        throw KafkaError(response, operation, detail: "property \(key)")
      }
    }
    return request
  }

  private static func read(_ event: OpaquePointer) throws(KafkaError) -> [String] {
    var count = 0
    let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
    var made: [String] = []
    for index in 0..<count {
      let result = results?[index]
      let name = String(cString: rd_kafka_topic_result_name(result))
      switch rd_kafka_topic_result_error(result) {
      case RD_KAFKA_RESP_ERR_NO_ERROR: made.append(name)
      case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS: break
      case let response:
        let detail = rd_kafka_topic_result_error_string(result).map { String(cString: $0) }
        throw KafkaError(response, "create topic \(name)", detail: detail)
      }
    }
    return made
  }
}
