/// librdkafka properties of the consumers of this module.
enum ConsumerConfiguration {
  static func group(_ settings: KafkaSettings, _ membership: KafkaConsumer.Membership) throws(KafkaError) -> KafkaConfiguration {
    var required = shared(readCommitted: membership.readCommitted, endEvents: membership.endEvents)
    required["group.id"] = membership.group
    required["group.instance.id"] = membership.instanceIdentifier
    required["partition.assignment.strategy"] = "range,roundrobin"
    return try KafkaConfiguration(settings, defaults: queue(settings), required: required)
  }

  /// A reader that belongs to no group.
  static func reader(_ settings: KafkaSettings) throws(KafkaError) -> KafkaConfiguration {
    try KafkaConfiguration(settings, defaults: queue(settings), required: shared(readCommitted: true, endEvents: true))
  }

  private static func shared(readCommitted: Bool, endEvents: Bool) -> [String: String] {
    [
      "enable.auto.commit": "false",
      "enable.auto.offset.store": "false",
      "auto.offset.reset": "error",
      "allow.auto.create.topics": "false",
      "enable.partition.eof": endEvents ? "true" : "false",
      "isolation.level": readCommitted ? "read_committed" : "read_uncommitted",
    ]
  }

  /// A full queue stops fetching for a second unless `fetch.queue.backoff.ms` says otherwise, which 2.0.2 does not know: there
  /// `KafkaConsumer.wakeFetching` ends the pause.
  private static func queue(_ settings: KafkaSettings) -> [String: String] {
    var defaults = ["queued.max.messages.kbytes": String(settings.consumerQueueKilobytes ?? standardQueueKilobytes)]
    if KafkaLibrary.knowsFetchQueueBackoff {
      defaults["fetch.queue.backoff.ms"] = "2"
    } else {
      defaults["queued.min.messages"] = "10000000"
    }
    return defaults
  }

  private static let standardQueueKilobytes = 65_536
}
