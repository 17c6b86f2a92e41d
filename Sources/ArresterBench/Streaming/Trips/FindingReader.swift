import ArresterBase
import ArresterKafka
import Synchronization

/// Reads the findings topic as any consumer would, committed records only, and notes when a trip's finding came.
final class FindingReader: KafkaConsumerDelegate {
  private let consumer: KafkaConsumer
  private let ledger: TripLedger
  private let isReady: () -> Void

  /// Connects. Belongs to the thread that makes it.
  /// - Parameters:
  ///   - group: one that nothing else uses; nothing is committed to it.
  ///   - isReady: called once its place in the topic is known: later findings will be seen.
  init(_ settings: KafkaSettings, topic: String, group: String, ledger: TripLedger, isReady: @escaping () -> Void) throws {
    self.ledger = ledger
    self.isReady = isReady
    consumer = try KafkaConsumer(settings, KafkaConsumer.Membership(group: group, topics: [topic], readCommitted: true))
    consumer.delegate = self
  }

  func run(until isOver: () -> Bool) throws {
    defer { consumer.close() }
    while !isOver() {
      try consumer.poll(timeoutMilliseconds: 50) { messages in
        for message in messages { take(message) }
      }
    }
  }

  private func take(_ message: KafkaMessage) {
    guard let key = message.key, let value = message.value, FindingReader.isAlert(value) else { return }
    ledger.notePublished(principal: key)
  }

  /// Warnings are findings too, and no alert.
  private static let alert = Array(#""is_alert":true"#.utf8)

  /// The field stands near the beginning of a finding.
  static func isAlert(_ value: UnsafeRawBufferPointer) -> Bool {
    let head = value.prefix(512)
    guard let first = alert.first else { return false }
    return head.indices.contains { head[$0] == first && head[$0...].starts(with: alert) }
  }

  func consumer(_ consumer: KafkaConsumer, assigned partitions: [CommittedOffset]) -> [KafkaStart] {
    defer { isReady() }
    return partitions.map { partition in
      // Looked up now: a start that is resolved later could skip what comes first.
      guard let end = try? consumer.watermarks(partition.partition).high else { return .latest }
      return .offset(end)
    }
  }

  func consumer(_ consumer: KafkaConsumer, revoked partitions: [TopicPartition], isLost: Bool) {}

  /// librdkafka goes on trying, and findings that do not come are counted as missing.
  func consumer(_ consumer: KafkaConsumer, met event: KafkaConsumerEvent) {}
}
