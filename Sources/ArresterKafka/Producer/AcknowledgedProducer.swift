import Foundation
import Synchronization

/// A producer for any thread: whoever sends is answered once every record is acknowledged by all in-sync replicas. What several send
/// while the brokers are busy goes together.
///
/// One thread owns the handle. What waits is bounded by `mostWaitingBytes`.
public final class AcknowledgedProducer: @unchecked Sendable {
  private struct Sending {
    var records: [KafkaRecord]
    var bytes: Int
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var waiting: [Sending] = []
    var bytes = 0
    var isStopping = false
  }

  private let settings: KafkaSettings
  private let patienceMilliseconds: Int
  private let mostWaitingBytes: Int
  private let state = Mutex(State())
  private let hasWork = DispatchSemaphore(value: 0)
  private let hasEnded = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - patienceMilliseconds: from sending to the acknowledgement; what takes longer may arrive all the same.
  ///   - mostWaitingBytes: keys and values that wait or are on their way.
  public init(_ settings: KafkaSettings, patienceMilliseconds: Int = 5000, mostWaitingBytes: Int = 64 * 1024 * 1024) {
    self.settings = settings
    self.patienceMilliseconds = patienceMilliseconds
    self.mostWaitingBytes = mostWaitingBytes
    let thread = Thread { [self] in run() }
    thread.name = "arrester.produce"
    thread.start()
  }

  /// Keys and values that wait or are on their way.
  public var waitingBytes: Int { state.withLock(\.bytes) }

  /// - Throws: `AcknowledgementError`.
  public func send(_ records: [KafkaRecord]) async throws {
    let bytes = records.reduce(0) { $0 + ($1.key?.count ?? 0) + ($1.value?.count ?? 0) }
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let refusal = state.withLock { state -> AcknowledgementError? in
        if state.isStopping { return .closed }
        guard state.bytes == 0 || state.bytes + bytes <= mostWaitingBytes else { return .full }
        state.waiting.append(Sending(records: records, bytes: bytes, continuation: continuation))
        state.bytes += bytes
        return nil
      }
      if let refusal { continuation.resume(throwing: refusal) } else { hasWork.signal() }
    }
  }

  /// Lets what waits be sent, then ends. Waits for that, at most as long as one send may take.
  public func close() {
    state.withLock { $0.isStopping = true }
    hasWork.signal()
    _ = hasEnded.wait(timeout: .now() + .milliseconds(patienceMilliseconds))
  }

  private func run() {
    defer { hasEnded.signal() }
    let failures = Failures()
    let producer: KafkaProducer
    do throws(KafkaError) {
      var settings = settings
      // A report of what was given up must not come with a later sending.
      settings.properties["message.timeout.ms"] = settings.properties["message.timeout.ms"] ?? String(patienceMilliseconds)
      producer = try KafkaProducer(settings) { failures.byToken[$0] = $1 }
    } catch {
      return refuseAll(error)
    }
    defer { producer.close() }
    var token = 0
    while let sendings = next() {
      failures.byToken.removeAll()
      send(sendings, producer, failures, &token)
    }
  }

  /// nil once everything is sent and it is stopping.
  private func next() -> [Sending]? {
    while true {
      hasWork.wait()
      let (sendings, isStopping) = state.withLock { state in
        defer { state.waiting.removeAll() }
        return (state.waiting, state.isStopping)
      }
      if !sendings.isEmpty { return sendings }
      if isStopping { return nil }
    }
  }

  private func send(_ sendings: [Sending], _ producer: KafkaProducer, _ failures: Failures, _ token: inout Int) {
    var ends: [Int] = []
    for sending in sendings {
      for record in sending.records {
        token += 1
        var record = record
        record.token = token
        do throws(KafkaError) { try producer.send(record, timeoutMilliseconds: patienceMilliseconds) } catch {
          failures.byToken[token] = error
        }
      }
      ends.append(token)
    }
    var late: KafkaError?
    do throws(KafkaError) { try producer.flush(timeoutMilliseconds: patienceMilliseconds + 1000) } catch { late = error }
    var first = token - sendings.reduce(0) { $0 + $1.records.count } + 1
    for (sending, end) in zip(sendings, ends) {
      let failed = (first..<end + 1).compactMap { number in failures.byToken[number].map { (number - first, $0) } }
      answer(sending, failed, late)
      first = end + 1
    }
  }

  private func answer(_ sending: Sending, _ failed: [(index: Int, error: KafkaError)], _ late: KafkaError?) {
    state.withLock { $0.bytes -= sending.bytes }
    if !failed.isEmpty {
      sending.continuation.resume(throwing: AcknowledgementError.refused(failed.map { RefusedRecord(index: $0.index, error: $0.error) }))
    } else if let late {
      sending.continuation.resume(throwing: AcknowledgementError.late(late))
    } else {
      sending.continuation.resume()
    }
  }

  private func refuseAll(_ error: KafkaError) {
    let waiting = state.withLock { state in
      state.isStopping = true
      return state.waiting
    }
    for sending in waiting { sending.continuation.resume(throwing: AcknowledgementError.late(error)) }
  }

  /// Of the producer's thread.
  private final class Failures {
    var byToken: [Int: KafkaError] = [:]
  }
}

/// Why records are not known to be durable.
public enum AcknowledgementError: Error, Sendable {
  /// Too much waits already; nothing was sent.
  case full
  /// The producer was closed; nothing was sent.
  case closed
  /// Not acknowledged in time: they may arrive all the same.
  case late(KafkaError)
  /// Some were refused; the others are acknowledged.
  case refused([RefusedRecord])
}

/// A record that was not taken.
public struct RefusedRecord: Sendable {
  /// In what was sent together.
  public var index: Int
  public var error: KafkaError
}
