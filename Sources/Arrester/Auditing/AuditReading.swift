import ArresterBase
import ArresterBreaker
import ArresterKafka
import Foundation
import Synchronization

/// The audit log for people who look: its newest records, and whether all of it is as it was written.
///
/// Each question reads the whole topic, since only the whole can be verified. One reads at a time, on a thread of its own; who asks
/// meanwhile, or within a few seconds after, is answered with what was found last.
final class AuditReading: Sendable {
  private struct State {
    var answer: (at: Int64, records: [[UInt8]], report: AuditReport)?
    var isReading = false
    var failure: String?
  }

  static let mostRecords = 1_000

  private let settings: ArresterKafka.KafkaSettings
  private let topic: String
  private let state = Mutex(State())

  init(_ settings: ArresterKafka.KafkaSettings, topic: String) {
    self.settings = settings
    self.topic = topic
  }

  /// One object: `records` (the newest first) and `verification`; nil while the log is being read for the first time.
  /// - Throws: `AuditReadingError` where it could not be read.
  func json(limit: Int) throws -> [UInt8]? {
    let now = SystemClock.monotonic()
    let (answer, failure, mustRead) = state.withLock { state in
      let isOld = state.answer.map { now - $0.at > AuditReading.freshNanoseconds } ?? true
      let mustRead = isOld && !state.isReading
      defer {
        if mustRead { (state.isReading, state.failure) = (true, nil) }
      }
      return (state.answer, state.failure, mustRead)
    }
    if mustRead { Task.detached { [self] in read() } }
    guard let answer else {
      if let failure { throw AuditReadingError(detail: failure) }
      return nil
    }
    return AuditReading.json(answer.records.suffix(limit).reversed(), answer.report)
  }

  private func read() {
    var verifier = AuditVerifier()
    var newest: [[UInt8]] = []
    do throws(KafkaError) {
      try AuditTopic.read(settings, topic: topic) { bytes, place in
        verifier.take(bytes, at: place)
        newest.append(bytes)
        if newest.count > 2 * AuditReading.mostRecords { newest.removeFirst(AuditReading.mostRecords) }
      }
      let (records, report) = (Array(newest.suffix(AuditReading.mostRecords)), verifier.finish())
      state.withLock { state in
        state.answer = (SystemClock.monotonic(), records, report)
        state.isReading = false
      }
    } catch {
      state.withLock { state in
        state.failure = error.description
        state.isReading = false
      }
    }
  }

  private static func json(_ records: some Sequence<[UInt8]>, _ report: AuditReport) -> [UInt8] {
    var json = JSONText(capacity: 16 * 1024)
    json.object { json in
      json.key("verification")
      json.raw(report.json)
      json.key("records")
      // What is no JSON is among the verification's findings.
      json.array { json in for record in records where JSONSerialization.isObject(record) { json.raw(record) } }
    }
    return json.bytes
  }

  /// The page asks every few seconds while somebody looks.
  private static let freshNanoseconds: Int64 = 10_000_000_000
}

extension JSONSerialization {
  fileprivate static func isObject(_ bytes: [UInt8]) -> Bool { (try? jsonObject(with: Data(bytes))) is [String: Any] }
}

/// Why the audit log could not be read.
struct AuditReadingError: Error {
  var detail: String
}
