/// A header of a message.
public struct KafkaHeader: Equatable, Sendable {
  public let name: String
  public let value: [UInt8]

  public init(_ name: String, _ value: [UInt8]) {
    self.name = name
    self.value = value
  }
}

/// A message to send. The key decides the partition as Java clients do by default (murmur2; without a key, any).
public struct KafkaRecord: Equatable, Sendable {
  public var topic: String
  public var key: [UInt8]?
  /// Nil is a tombstone: compaction removes the key.
  public var value: [UInt8]?
  public var headers: [KafkaHeader]
  /// Milliseconds since 1970; nil is the time of sending.
  public var timestampMilliseconds: Int64?
  /// Given back with a failure; means nothing to this module.
  public var token: Int

  public init(
    topic: String, key: [UInt8]?, value: [UInt8]?, headers: [KafkaHeader] = [], timestampMilliseconds: Int64? = nil, token: Int = 0
  ) {
    self.topic = topic
    self.key = key
    self.value = value
    self.headers = headers
    self.timestampMilliseconds = timestampMilliseconds
    self.token = token
  }

  public init(topic: String, key: String?, value: String?, headers: [KafkaHeader] = [], timestampMilliseconds: Int64? = nil) {
    self.init(
      topic: topic, key: key.map { Array($0.utf8) }, value: value.map { Array($0.utf8) }, headers: headers,
      timestampMilliseconds: timestampMilliseconds)
  }
}
