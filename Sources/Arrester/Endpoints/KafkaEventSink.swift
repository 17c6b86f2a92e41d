import ArresterKafka
import ArresterServer

/// Posted events into the topic that this service reads, acknowledged by Kafka.
struct KafkaEventSink: EventSink {
  let producer: AcknowledgedProducer
  let topic: String

  func accept(_ records: [IngestRecord]) async throws(EventSinkError) -> Int {
    do {
      try await producer.send(records.map { KafkaRecord(topic: topic, key: $0.key, value: $0.value) })
      return 0
    } catch AcknowledgementError.full {
      throw .queueFull
    } catch AcknowledgementError.refused(let refused) {
      // What is too large for the topic never fits; all else is posted again.
      guard refused.allSatisfy(\.error.isMessageTooLarge) else { throw .notAcknowledged }
      return refused.count
    } catch AcknowledgementError.late {
      throw .notAcknowledged
    } catch {
      throw .unavailable
    }
  }
}
