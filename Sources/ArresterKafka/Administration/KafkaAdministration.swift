import CRDKafka

/// A topic to be made.
public struct KafkaTopic: Equatable, Sendable {
  public var name: String
  /// Nil: the broker's `num.partitions`.
  public var partitions: Int?
  /// Nil: the broker's `default.replication.factor`.
  public var replicationFactor: Int?
  /// Such as `cleanup.policy`: `compact`.
  public var properties: [String: String]

  public init(_ name: String, partitions: Int? = nil, replicationFactor: Int? = nil, properties: [String: String] = [:]) {
    self.name = name
    self.partitions = partitions
    self.replicationFactor = replicationFactor
    self.properties = properties
  }
}

/// Looks at and makes topics. One thread uses it.
public final class KafkaAdministration {
  let handle: KafkaHandle

  public init(_ settings: KafkaSettings) throws(KafkaError) {
    // A consumer's handle: asking a broker about a topic through it never creates that topic.
    let configuration = try KafkaConfiguration(settings, defaults: [:], required: ["allow.auto.create.topics": "false"])
    handle = try KafkaHandle(RD_KAFKA_CONSUMER, configuration, HandleContext(log: settings.log))
  }

  /// - Throws: unknown topic (`isUnknownTopic`), no broker in time, ACL refusals.
  public func partitionCount(of topic: String, timeoutMilliseconds: Int = 10_000) throws(KafkaError) -> Int {
    do throws(KafkaError) { return try handle.partitionCount(of: topic, timeoutMilliseconds: timeoutMilliseconds) } catch {
      throw refusal(behind: error) ?? error
    }
  }

  /// Whoever was not let in finds no broker to ask; why shows in the client's own errors alone.
  private func refusal(behind error: KafkaError) -> KafkaError? {
    guard error.isRetriable else { return nil }
    rd_kafka_poll(handle.native, 0)
    let cause = handle.context.takeErrors().first(where: \.isRefusedConnection)
    return cause.map { KafkaError(code: $0.code, name: $0.name, operation: error.operation, detail: $0.detail) }
  }

  /// False also where this user may not see the topic and the broker does not say so.
  public func exists(_ topic: String, timeoutMilliseconds: Int = 10_000) throws(KafkaError) -> Bool {
    do throws(KafkaError) {
      _ = try partitionCount(of: topic, timeoutMilliseconds: timeoutMilliseconds)
      return true
    } catch {
      if error.isUnknownTopic { return false }
      throw error
    }
  }

  public func watermarks(_ partition: TopicPartition, timeoutMilliseconds: Int = 10_000) throws(KafkaError) -> Watermarks {
    try handle.watermarks(partition, timeoutMilliseconds: timeoutMilliseconds)
  }

  /// - Returns: whether it ended in time.
  @discardableResult
  public func close(timeoutMilliseconds: Int = 5000) -> Bool { handle.destroy(timeoutMilliseconds: timeoutMilliseconds) }
}
