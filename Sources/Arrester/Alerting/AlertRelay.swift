import ArresterAlerts
import ArresterBase
import ArresterKafka
import Foundation
import Glibc
import Synchronization

/// Tells one receiver of what stands in the findings topic, on a thread of its own, as a consumer group of its own: a receiver that is
/// down holds up nothing but itself, and what it missed is told when it is back.
///
/// One message after the other, each until the receiver has taken it, so that nobody hears of a trip's end before its beginning. Committed
/// once it was taken: after a crash between the two it is sent again, under the same identifier.
///
/// Unchecked: what changes belongs to its thread, but for the flag and the semaphore.
final class AlertRelay: @unchecked Sendable {
  struct Settings: Sendable {
    /// Of the relay alone: each receiver hears everything.
    var group: String
    var topic: String
    var kafka: ArresterKafka.KafkaSettings
    var maximumAgeNanoseconds: Int64
    /// 0: warnings are not told.
    var digestNanoseconds: Int64
  }

  let settings: Settings
  let sender: AlertSender
  let board: AlertBoard
  let log: Log
  let clock: any WallClock
  /// A group that has committed nothing begins here.
  let startedAt: Int64

  var queue = AlertQueue()
  var digest = WarningDigest()
  /// Has still to be told.
  var endedDigest: Alert?
  var backoff = AlertBackoff()
  /// On the monotonic clock.
  var nextTry: Int64 = 0
  /// Nothing is handed out until what waits was told.
  var isPaused = false
  private var nextCommit: Int64 = 0
  private let isStopping = Atomic<Bool>(false)
  private let hasEnded = DispatchSemaphore(value: 0)

  static let batch = 64
  private static let pollMilliseconds = 250
  /// Well below the time after which a group takes a member that does not poll for dead (5 minutes).
  static let tellingNanoseconds = 30 * Timestamp.nanosecondsPerSecond
  private static let commitPauseNanoseconds = 2 * Timestamp.nanosecondsPerSecond
  private static let restartPauseSeconds = 5
  private static let stopPatienceSeconds = 15

  init(_ settings: Settings, _ sender: AlertSender, board: AlertBoard, log: Log, clock: any WallClock = SystemClock()) {
    self.settings = settings
    self.sender = sender
    self.board = board
    self.log = log
    self.clock = clock
    startedAt = clock.now()
    board.note(sender.receiver.name) { _ in }
  }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "arrester.alerts"
    thread.start()
  }

  /// Asks it to end; `join` waits.
  func stop() { isStopping.store(true, ordering: .releasing) }

  /// A request that runs is given up; its alert is sent again by whoever comes next.
  func join() { _ = hasEnded.wait(timeout: .now() + .seconds(AlertRelay.stopPatienceSeconds)) }

  var isEnding: Bool { isStopping.load(ordering: .acquiring) }
  var name: String { sender.receiver.name }

  private func run() {
    defer { hasEnded.signal() }
    while !isEnding {
      do throws(KafkaError) { try follow() } catch {
        log.error("alerts cannot be read, and are tried again", ["receiver": .text(name), "detail": .text("\(error)")])
        board.note(name) { $0.partitions = 0 }
        for _ in 0..<AlertRelay.restartPauseSeconds where !isEnding { sleep(1) }
      }
    }
  }

  /// Until it is asked to end, or its consumer can go on no more.
  private func follow() throws(KafkaError) {
    let membership = KafkaConsumer.Membership(group: settings.group, topics: [settings.topic], readCommitted: true)
    let consumer = try KafkaConsumer(settings.kafka, membership)
    consumer.delegate = self
    defer { consumer.close() }
    while !isEnding { try round(consumer) }
    commit(consumer)
  }

  /// Polls also while the receiver is down: the group must know that somebody is there.
  private func round(_ consumer: KafkaConsumer) throws(KafkaError) {
    try consumer.poll(timeoutMilliseconds: AlertRelay.pollMilliseconds, maximum: AlertRelay.batch) { take($0, consumer) }
    tellDigest()
    tellWaiting(consumer)
    if isPaused, queue.waiting.isEmpty { resume(consumer) }
    if SystemClock.monotonic() >= nextCommit { commit(consumer) }
  }

  /// Nothing more comes until what waits was told.
  private func take(_ messages: UnsafeBufferPointer<KafkaMessage>, _ consumer: KafkaConsumer) {
    for message in messages { take(message, of: consumer.partitions[message.slot]) }
    guard !queue.waiting.isEmpty, !isPaused else { return }
    do throws(KafkaError) {
      try consumer.pause(consumer.partitions)
      isPaused = true
    } catch {
      log.warning("cannot pause the findings topic: more is read ahead", ["receiver": .text(name), "detail": .text("\(error)")])
    }
  }

  private func resume(_ consumer: KafkaConsumer) {
    do throws(KafkaError) {
      try consumer.resume(consumer.partitions)
      isPaused = false
    } catch {
      log.warning("cannot go on reading findings yet", ["receiver": .text(name), "detail": .text("\(error)")])
    }
  }

  func commit(_ consumer: KafkaConsumer) {
    nextCommit = SystemClock.monotonic() + AlertRelay.commitPauseNanoseconds
    let offsets = queue.uncommitted
    guard !offsets.isEmpty else { return }
    do throws(KafkaError) {
      try consumer.commit(offsets)
      queue.noteCommitted(offsets)
    } catch {
      log.warning(
        "what was told is not committed yet: after a crash it is told again", ["receiver": .text(name), "detail": .text("\(error)")])
    }
  }
}
