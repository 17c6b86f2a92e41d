import ArresterAlerts
import ArresterBase
import ArresterKafka
import Foundation

/// From a record to a receiver that has taken it.
extension AlertRelay {
  func take(_ message: KafkaMessage, of partition: TopicPartition) {
    let next = PartitionOffset(partition, offset: message.offset + 1)
    guard let value = message.value else { return queue.pass(next) }
    do throws(UnreadableFinding) {
      switch try FindingReader.read(Array(value)) {
      case .nothing: queue.pass(next)
      case .warning(let principal, let text, _):
        if settings.digestNanoseconds > 0 { digest.add(principal: principal, message: text, at: clock.now()) }
        queue.pass(next)
      case .alert(let alert): add(alert, message, next)
      }
    } catch {
      board.note(name) { $0.unreadable += 1 }
      log.warning("a record of the findings topic is no finding", ["receiver": .text(name), "offset": .number(Int(message.offset))])
      queue.pass(next)
    }
  }

  private func add(_ alert: Alert, _ message: KafkaMessage, _ next: PartitionOffset) {
    let entry = AlertQueue.Entry(alert: alert, recordedAt: message.timestampNanoseconds ?? clock.now(), next: next)
    if !queue.add(entry) { board.note(name) { $0.repeated += 1 } }
  }

  /// A digest is told like an alert, and belongs to no record: where the process ends before, its warnings still stand in the topic.
  func tellDigest() {
    if endedDigest == nil, let beganAt = digest.beganAt, clock.now() - beganAt >= settings.digestNanoseconds {
      endedDigest = digest.take(for: name, at: clock.now())
    }
    guard let alert = endedDigest, nextTry <= SystemClock.monotonic() else { return }
    let outcome = send(alert)
    note(outcome, of: alert)
    if case .failed = outcome { return }
    endedDigest = nil
  }

  /// Tells what waits, until there is no more, the receiver takes no more, or it is time to poll again.
  func tellWaiting(_ consumer: KafkaConsumer) {
    let end = SystemClock.monotonic() + AlertRelay.tellingNanoseconds
    while let entry = queue.first, nextTry <= SystemClock.monotonic(), SystemClock.monotonic() < end, !isEnding {
      if clock.now() - entry.recordedAt > settings.maximumAgeNanoseconds {
        board.note(name) { $0.outdated += 1 }
        log.warning("an alert could not be told for too long", ["receiver": .text(name), "message": .text(entry.alert.message)])
      } else {
        let outcome = send(entry.alert)
        note(outcome, of: entry.alert)
        if case .failed = outcome { return }
      }
      queue.removeFirst()
      commit(consumer)
    }
  }

  private func note(_ outcome: AlertSender.Outcome, of alert: Alert) {
    switch outcome {
    case .delivered:
      backoff.reset()
      board.note(name) { reading in
        reading.delivered += 1
        reading.isFailing = false
      }
    case .refused(let detail):
      board.note(name) { reading in
        reading.refused += 1
        reading.isFailing = false
      }
      log.error("a receiver will not take an alert", ["receiver": .text(name), "detail": .text(detail), "message": .text(alert.message)])
    case .failed(let detail, let retryAfter):
      nextTry = SystemClock.monotonic() + backoff.next(retryAfterNanoseconds: retryAfter, chance: .random(in: 0..<1))
      board.note(name) { reading in
        reading.failures += 1
        reading.isFailing = true
      }
      log.error(
        "alerts do not get out, and are tried again",
        ["receiver": .text(name), "detail": .text(detail), "waiting": .number(queue.waiting.count)])
    }
  }

  /// Waits for the answer: the thread has nothing else to do, and the request's own time limit bounds it.
  private func send(_ alert: Alert) -> AlertSender.Outcome {
    let (answer, isDone) = (Answer(), DispatchSemaphore(value: 0))
    let task = Task { [sender] in
      answer.outcome = await sender.send(alert)
      isDone.signal()
    }
    while isDone.wait(timeout: .now() + .milliseconds(100)) == .timedOut { if isEnding { task.cancel() } }
    return answer.outcome
  }

  /// Written by one task before the semaphore, read after it.
  private final class Answer: @unchecked Sendable {
    var outcome = AlertSender.Outcome.delivered
  }
}

extension AlertRelay: KafkaConsumerDelegate {
  func consumer(_ consumer: KafkaConsumer, assigned partitions: [CommittedOffset]) -> [KafkaStart] {
    let starts = partitions.map { committed in committed.offset ?? first(consumer, committed.partition) }
    isPaused = false
    queue.begin(at: zip(partitions, starts).map { PartitionOffset($0.partition, offset: $1) })
    board.note(name) { $0.partitions = partitions.count }
    return starts.map { .offset($0) }
  }

  /// Where a new group begins: nobody is told of last year's trips.
  private func first(_ consumer: KafkaConsumer, _ partition: TopicPartition) -> Int64 {
    do throws(KafkaError) {
      let end = try consumer.watermarks(partition).high
      return try consumer.offsets(for: [partition], at: startedAt).first.flatMap(\.self) ?? end
    } catch {
      log.error("cannot look up where alerts begin: beginning at the earliest", ["receiver": .text(name), "detail": .text("\(error)")])
      return 0
    }
  }

  func consumer(_ consumer: KafkaConsumer, revoked partitions: [TopicPartition], isLost: Bool) {
    if !isLost { commit(consumer) }
    isPaused = false
    queue.forget()
    board.note(name) { $0.partitions = 0 }
  }

  func consumer(_ consumer: KafkaConsumer, met event: KafkaConsumerEvent) {
    switch event {
    case .end: break
    case .gap(_, let expected, let resumedAt):
      log.error(
        "findings are gone before they were told: retention took them",
        ["receiver": .text(name), "expected": .number(Int(expected)), "resumedAt": .number(Int(resumedAt))])
    case .error(let error): log.warning("kafka", ["receiver": .text(name), "detail": .text("\(error)")])
    }
  }
}
