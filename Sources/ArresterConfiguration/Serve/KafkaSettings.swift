/// `kafka`: the cluster, what is read, and as whom.
public struct KafkaSettings: Sendable, Equatable {
  /// `HOST:PORT`, several with commas. Required.
  public var bootstrapServers = ""
  public var group = "arrester"
  /// The topics that are read. Required.
  public var topics: [String] = []
  public var startAt = StartAt.longestWindow
  /// Whether missing output topics are made.
  public var createTopics = false
  /// `group.instance.id`: the same name after a restart spares the session timeout. Different for every instance of a group.
  public var instance: String?
  /// Anything else for librdkafka, under its own names.
  public var librdkafka: [String: Secret] = [:]

  public init() {}

  /// librdkafka's properties that are not free, and why, or what is written instead.
  static let ownedProperties = [
    "bootstrap.servers": "set kafka.bootstrapServers", "metadata.broker.list": "set kafka.bootstrapServers",
    "group.id": "set kafka.group", "group.instance.id": "set kafka.instance", "auto.offset.reset": "set kafka.startAt",
    "enable.auto.commit": offsets, "enable.auto.offset.store": offsets, "enable.partition.eof": offsets, "isolation.level": offsets,
    "transactional.id": transactions, "enable.idempotence": transactions,
  ]
  private static let offsets = "remove it: Arrester decides what is read and when it counts as read"
  private static let transactions = "remove it: exactly-once output depends on Arrester's own value"
}
