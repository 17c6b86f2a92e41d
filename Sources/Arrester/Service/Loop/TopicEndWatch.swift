import ArresterBase
import ArresterKafka
import Foundation
import Synchronization

/// Asks again and again where a topic ends, on a thread of its own, so that whoever follows the topic can say how old its picture is:
/// a topic that is silent and one that cannot be reached look the same to a reader.
final class TopicEndWatch: @unchecked Sendable {
  /// Where the topic's partitions ended, and when that was asked, on the monotonic clock.
  struct Sighting {
    var askedAt: Int64
    var ends: [Int64]
  }

  private let settings: ArresterKafka.KafkaSettings
  private let topic: String
  private let state = Mutex(State())
  private let hasEnded = DispatchSemaphore(value: 0)
  private let wakeUp = DispatchSemaphore(value: 0)

  private struct State {
    var sighting: Sighting?
    var isStopping = false
  }

  /// Well below the age at which a picture counts as old.
  private static let pauseSeconds = 5
  private static let patienceMilliseconds = 5000

  init(_ settings: ArresterKafka.KafkaSettings, topic: String) {
    self.settings = settings
    self.topic = topic
    let thread = Thread { [self] in run() }
    thread.name = "arrester.ends"
    thread.start()
  }

  /// The last answer, once.
  func take() -> Sighting? {
    state.withLock { state in
      defer { state.sighting = nil }
      return state.sighting
    }
  }

  func stop() {
    state.withLock { $0.isStopping = true }
    wakeUp.signal()
    _ = hasEnded.wait(timeout: .now() + .seconds(1))
  }

  private func run() {
    defer { hasEnded.signal() }
    guard let administration = try? KafkaAdministration(settings) else { return }
    defer { administration.close() }
    while !state.withLock(\.isStopping) {
      if let sighting = look(administration) { state.withLock { $0.sighting = sighting } }
      _ = wakeUp.wait(timeout: .now() + .seconds(TopicEndWatch.pauseSeconds))
    }
  }

  /// nil where brokers do not answer: the picture grows older.
  private func look(_ administration: KafkaAdministration) -> Sighting? {
    let askedAt = SystemClock.monotonic()
    let patience = TopicEndWatch.patienceMilliseconds
    do throws(KafkaError) {
      var ends: [Int64] = []
      for partition in 0..<Int32(try administration.partitionCount(of: topic, timeoutMilliseconds: patience)) {
        let place = TopicPartition(topic: topic, partition: partition)
        ends.append(try administration.watermarks(place, timeoutMilliseconds: patience).high)
      }
      return Sighting(askedAt: askedAt, ends: ends)
    } catch {
      return nil
    }
  }
}
