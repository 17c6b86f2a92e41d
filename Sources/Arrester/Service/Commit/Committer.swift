import ArresterKafka
import Dispatch
import Synchronization

/// Runs one commit at a time on a thread of its own, so that deciding does not wait for brokers: a transaction takes a handful of
/// round trips, and one begun right after another waits up to 100 ms for the broker to finish the last.
///
/// Belongs to the consuming thread. The producer is the commit's from `start` until its outcome was given back.
final class Committer {
  private let queue = DispatchQueue(label: "arrester.commit")
  private let isDone = DispatchSemaphore(value: 0)
  private let outcome = Outcome()
  private(set) var isBusy = false

  /// Only while it is not busy.
  func start(_ batch: CommitBatch, with producer: KafkaTransactionalProducer, _ consumer: KafkaConsumer, _ records: OutputRecords) {
    precondition(!isBusy, "one commit at a time")
    isBusy = true
    let work = Work(batch: batch, producer: producer, consumer: consumer, records: records)
    queue.async { [outcome, isDone] in
      outcome.set(work.run())
      isDone.signal()
    }
  }

  /// The outcome of what was started, once; nil while it runs, or where nothing was started.
  func finished() -> Result<Void, KafkaError>? {
    guard isBusy, isDone.wait(timeout: .now()) == .success else { return nil }
    isBusy = false
    return outcome.take()
  }

  /// Waits for the outcome of what was started. The commit's own deadline bounds it.
  func wait() -> Result<Void, KafkaError>? {
    guard isBusy else { return nil }
    isDone.wait()
    isBusy = false
    return outcome.take()
  }

  private final class Outcome: Sendable {
    private let result = Mutex<Result<Void, KafkaError>?>(nil)

    func set(_ value: Result<Void, KafkaError>) { result.withLock { $0 = value } }

    func take() -> Result<Void, KafkaError>? {
      result.withLock { held in
        defer { held = nil }
        return held
      }
    }
  }

  /// Unchecked: the producer is used by one thread at a time, first the one that starts, then this one, then the first again. Of the
  /// consumer only a call to librdkafka is used that any thread may make.
  private struct Work: @unchecked Sendable {
    let batch: CommitBatch
    let producer: KafkaTransactionalProducer
    let consumer: KafkaConsumer
    let records: OutputRecords

    func run() -> Result<Void, KafkaError> {
      do throws(KafkaError) {
        try batch.write(with: producer, consumer, records)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
  }
}
