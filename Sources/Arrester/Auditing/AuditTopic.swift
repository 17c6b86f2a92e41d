import ArresterBase
import ArresterBreaker
import ArresterKafka

/// The audit topic, read from its beginning to the end that it has when it is opened.
public enum AuditTopic {
  /// Without any progress for this long the reading is given up.
  public static let patienceMilliseconds = 30_000

  /// Hands out every value with its place; records that have none are handed out empty.
  /// - Returns: how many.
  /// - Throws: unknown topic, brokers that are away, ACL refusals.
  @discardableResult
  public static func read(
    _ settings: ArresterKafka.KafkaSettings, topic: String, patienceMilliseconds: Int = patienceMilliseconds,
    _ body: ([UInt8], AuditPlace) -> Void
  ) throws(KafkaError) -> Int {
    let table = try KafkaTable(settings, topic: topic)
    defer { table.close() }
    var count = 0
    var lastProgress = SystemClock.monotonic()
    while !table.isLoaded {
      let taken = try table.poll(timeoutMilliseconds: 100) { messages in
        for message in messages {
          body(message.value.map(Array.init) ?? [], .offset(topic: topic, partition: message.slot, offset: message.offset))
        }
      }
      count += taken
      let now = SystemClock.monotonic()
      if taken > 0 { lastProgress = now }
      guard now - lastProgress < Int64(patienceMilliseconds) * 1_000_000 else {
        throw KafkaError(
          code: -185, name: "_TIMED_OUT", operation: "read topic \(topic) to its end",
          detail: "nothing came for \(patienceMilliseconds / 1000) s" + (table.takeErrors().last.map { ": \($0.description)" } ?? ""),
          isRetriable: true)
      }
    }
    return count
  }

  /// How far each chain on the topic has come: what a new chain continues, and whether a commit went through.
  public static func tails(_ settings: ArresterKafka.KafkaSettings, topic: String) throws(KafkaError) -> AuditTails {
    var tails = AuditTails()
    try read(settings, topic: topic) { bytes, _ in tails.take(bytes) }
    return tails
  }
}
