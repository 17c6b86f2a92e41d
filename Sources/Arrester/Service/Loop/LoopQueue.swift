import Synchronization

/// Work for the consuming thread, from any other: what people ask, what enforcers report, what endpoints want to know.
///
/// Bounded by `LoopQueue.mostWaiting`.
public final class LoopQueue: Sendable {
  private let waiting = Mutex<[any LoopTicket]>([])
  /// More than people and enforcers ever have to say at once; a flood of requests is refused, not kept.
  static let mostWaiting = 10_000

  init() {}

  /// Has `body` run on the consuming thread, and waits until what it changed is recorded in Kafka.
  /// - Parameter patienceNanoseconds: from now; what is not recorded by then is answered with `isRecorded` false, and what was not
  ///   begun by then is not begun any more.
  /// - Throws: `LoopError`, and what `body` throws.
  public func perform<Value: Sendable>(
    patienceNanoseconds: Int64 = LoopQueue.patienceNanoseconds, _ body: @escaping @Sendable (ServiceLoop) throws -> Value
  ) async throws -> Recorded<Value> {
    let ticket = Ticket(body)
    let timeout = Task {
      try await Task.sleep(nanoseconds: UInt64(max(0, patienceNanoseconds)))
      ticket.giveUp()
    }
    defer { timeout.cancel() }
    return try await withCheckedThrowingContinuation { continuation in
      ticket.wait(with: continuation)
      if !add(ticket) { ticket.settle(.failure(LoopError.full)) }
    }
  }

  /// Has `body` run on the consuming thread, and waits for nothing.
  /// - Returns: false where the queue is full.
  @discardableResult
  public func post(_ body: @escaping @Sendable (ServiceLoop) -> Void) -> Bool { add(Ticket(body)) }

  /// As long as a person's intent may take to become durable (semantics.md, section 8).
  public static let patienceNanoseconds: Int64 = 2_000_000_000

  /// Work that no round has taken yet.
  var waitingCount: Int { waiting.withLock(\.count) }

  func take() -> [any LoopTicket] {
    waiting.withLock { tickets in
      defer { tickets.removeAll() }
      return tickets
    }
  }

  /// Ends whatever waits: the service has left.
  func close() { for ticket in take() { ticket.settle(.failure(LoopError.closed)) } }

  private func add(_ ticket: any LoopTicket) -> Bool {
    waiting.withLock { tickets in
      guard tickets.count < LoopQueue.mostWaiting else { return false }
      tickets.append(ticket)
      return true
    }
  }
}

/// A value, and whether what it led to is in Kafka.
public struct Recorded<Value: Sendable>: Sendable {
  public var value: Value
  public var isRecorded: Bool
}

/// Why nothing was done.
public enum LoopError: Error, Sendable, Equatable {
  /// Too much waits already.
  case full
  /// The consuming thread did not come to it in time.
  case busy
  /// The partitions went to another instance before it was recorded: that one knows nothing of it.
  case handedOver
  /// The service has left.
  case closed
}
