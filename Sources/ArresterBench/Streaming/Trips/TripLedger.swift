import ArresterBase
import Synchronization

/// The trips of a run and their times, noted from several threads. For what is rare: every call takes a lock.
final class TripLedger: Sendable {
  private struct Book {
    var trips: [Int: TripTimes] = [:]
    /// Sent, and not visible yet.
    var waiting: Set<Int> = []
    /// Decided in the round that goes on.
    var inRound: [Int] = []
    /// Tripped before they were expected to.
    var early = 0

    mutating func knows(_ agent: Int) -> Bool {
      if trips[agent] == nil { early += 1 }
      return trips[agent] != nil
    }
  }

  private let book = Mutex(Book())
  private let name: TripName

  init(run: String) { name = TripName(run: run) }

  func note(agent: Int, due: Int64, sent: Int64) {
    book.withLock { book in
      book.trips[agent] = TripTimes(due: due, sent: sent)
      book.waiting.insert(agent)
    }
  }

  /// A verdict was decided now, inside a round.
  func noteDecided(principal: some Collection<UInt8>) {
    guard let agent = name.agent(principal) else { return }
    let now = SystemClock.monotonic()
    book.withLock { book in
      guard book.knows(agent) else { return }
      if book.trips[agent]?.decided == nil { book.trips[agent]?.decided = now }
      book.inRound.append(agent)
    }
  }

  /// The round that decided them ended.
  func noteRound(fetched: Int64, scored: Int64, committed: Int64) {
    book.withLock { book in
      for agent in book.inRound {
        book.trips[agent]?.fetched = fetched
        book.trips[agent]?.scored = scored
        book.trips[agent]?.committed = committed
      }
      book.inRound.removeAll(keepingCapacity: true)
    }
  }

  /// Fetched and decoded, by a loop that does nothing else.
  func noteDecoded(principal: some Collection<UInt8>, fetched: Int64) {
    guard let agent = name.agent(principal) else { return }
    let now = SystemClock.monotonic()
    book.withLock { book in
      book.trips[agent]?.fetched = fetched
      book.trips[agent]?.visible = now
      book.waiting.remove(agent)
    }
  }

  func noteVisible(agent: Int, at time: Int64) {
    book.withLock { book in
      book.trips[agent]?.visible = time
      book.waiting.remove(agent)
    }
  }

  func notePublished(principal: some Collection<UInt8>) {
    guard let agent = name.agent(principal) else { return }
    let now = SystemClock.monotonic()
    book.withLock { book in
      guard book.knows(agent) else { return }
      if book.trips[agent]?.published == nil { book.trips[agent]?.published = now }
    }
  }

  /// Agents whose last deletion went out and that are not denied yet.
  var waiting: Set<Int> { book.withLock(\.waiting) }

  /// Decided or published before the deletion that was to trip them was sent.
  var earlyCount: Int { book.withLock(\.early) }

  /// Those whose last deletion was due at or after that time, in the order in which they were begun.
  func trips(dueFrom start: Int64) -> [TripTimes] {
    book.withLock { book in book.trips.filter { $0.value.due >= start }.sorted { $0.key < $1.key }.map(\.value) }
  }
}

/// The names of a run's agents: `…:role/bench-RUN-NUMBER-agent`.
struct TripName: Sendable {
  private let prefix: [UInt8]
  private static let digits = 8
  private static let suffix = Array("-agent".utf8)

  init(run: String) { prefix = Array("arn:aws:iam::\(Traffic.account):role/bench-\(run)-".utf8) }

  /// The agent's number; nil for any other principal.
  /// - Complexity: O(length), no allocation.
  func agent(_ principal: some Collection<UInt8>) -> Int? {
    guard principal.count == prefix.count + TripName.digits + TripName.suffix.count, principal.starts(with: prefix) else { return nil }
    var number = 0
    for digit in principal.dropFirst(prefix.count).prefix(TripName.digits) {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}
