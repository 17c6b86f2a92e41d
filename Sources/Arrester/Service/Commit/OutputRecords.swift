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

  func finding(_ verdict: Verdict) -> KafkaRecord {
    KafkaRecord(topic: topics.findings, key: Array(verdict.principal.utf8), value: FindingRecord.json(verdict))
  }

  func breaker(_ record: BoardRecord) -> KafkaRecord {
    let key = Array(record.key.utf8)
    return KafkaRecord(topic: topics.breakers, key: key, value: seal?.seal(key: key, value: record.bytes) ?? record.bytes)
  }

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
