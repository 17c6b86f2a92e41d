import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEngine
import ArresterKafka
import Foundation

/// What the service writes, as records of its topics.
struct OutputRecords {
  let topics: OutputTopics
  /// Set where records of breakers are sealed.
  var seal: RecordSeal?

  /// - Parameter decision: of a trip: what was done about it at once.
  func finding(_ verdict: Verdict, decision: String? = nil) -> KafkaRecord {
    KafkaRecord(topic: topics.findings, key: Array(verdict.principal.utf8), value: FindingRecord.json(verdict, decision: decision))
  }

  /// What has become of a trip.
  func finding(_ file: TripFile) -> KafkaRecord {
    KafkaRecord(topic: topics.findings, key: Array(file.verdict.principal.utf8), value: FindingRecord.json(following: file))
  }

  func breaker(_ record: BoardRecord) -> KafkaRecord { sealed(record.key, record.bytes) }

  func trip(_ file: TripFile) -> KafkaRecord { sealed(TripFile.recordKey(file.verdict.identifier), file.record) }

  private func sealed(_ key: String, _ value: [UInt8]) -> KafkaRecord {
    let key = Array(key.utf8)
    return KafkaRecord(topic: topics.breakers, key: key, value: seal?.seal(key: key, value: value) ?? value)
  }

  /// Compaction drops what stood under this key of the breakers topic.
  func tombstone(_ key: String) -> KafkaRecord { KafkaRecord(topic: topics.breakers, key: Array(key.utf8), value: nil) }

  func baseline(_ record: BaselineRecord) -> KafkaRecord {
    let (key, value) = (record.key, record.value)
    return KafkaRecord(topic: topics.baselines, key: key, value: seal?.seal(key: key, value: value) ?? value)
  }

  func baselineTombstone(_ key: [UInt8]) -> KafkaRecord { KafkaRecord(topic: topics.baselines, key: key, value: nil) }

  func audit(_ record: AuditRecord) -> KafkaRecord { KafkaRecord(topic: topics.audit, key: record.key, value: record.bytes) }

  func deadLetter(_ letter: DeadLetter) -> KafkaRecord {
    var json = JSONText()
    json.object { json in
      json.field("reason", letter.reason.rawValue)
      json.field("explanation", letter.reason.explanation)
      json.field("place", letter.place.description)
      json.field("sha256", letter.sha256)
      json.field("recordBase64", Data(letter.bytes).base64EncodedString())
    }
    return KafkaRecord(topic: topics.deadLetters, key: nil, value: json.bytes)
  }
}
