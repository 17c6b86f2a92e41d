/// How to reach a cluster, shared by every client of this module.
public struct KafkaSettings: Sendable {
  /// `host:port`, several separated by commas.
  public var bootstrapServers: String
  /// What brokers see in their logs and quotas as `client.id`.
  public var clientIdentifier: String
  /// Further librdkafka properties (`security.protocol`, `sasl.username`, `debug` …). They beat this module's defaults; properties on
  /// which its correctness rests are refused by name.
  public var properties: [String: String]
  /// The most that a consumer keeps fetched and not yet polled, in KiB (`queued.max.messages.kbytes`). Nil: 64 MiB.
  /// An upper limit, not an allocation.
  public var consumerQueueKilobytes: Int?
  /// Where librdkafka's own log lines go. The default drops them.
  public var log: KafkaLog

  public init(
    bootstrapServers: String, clientIdentifier: String = "arrester", properties: [String: String] = [:],
    consumerQueueKilobytes: Int? = nil, log: @escaping KafkaLog = { _, _, _ in }
  ) {
    self.bootstrapServers = bootstrapServers
    self.clientIdentifier = clientIdentifier
    self.properties = properties
    self.consumerQueueKilobytes = consumerQueueKilobytes
    self.log = log
  }
}
