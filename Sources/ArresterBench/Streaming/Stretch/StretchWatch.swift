import Arrester
import ArresterBase
import Glibc

/// How a stretch learns what becomes of its events. Its `run` belongs to a thread of its own.
protocol StretchWatch: AnyObject {
  /// Whether it can be asked how many events were taken.
  var knowsTaken: Bool { get }
  /// Asks again and again until it is over.
  func run(until isOver: () -> Bool, onTaken: (Int) -> Void)
  /// The part of the stretch that is measured begins, and has come so far.
  func begin()
  func end()
  /// Whether these trips have all the times that they will get.
  func isSettled(_ trips: [TripTimes]) -> Bool
  /// - Throws: what stopped the service.
  func check() throws
}

/// Watches a service in this process.
final class OwnServiceWatch: StretchWatch {
  private let service: OwnService
  private let ledger: TripLedger
  private let name: (Int) -> String
  private let takenBefore: Int
  private var before = RoundTotals.Sum()
  private(set) var rounds = RoundTotals.Sum()

  /// - Parameter name: of an agent by its number.
  init(_ service: OwnService, _ ledger: TripLedger, name: @escaping (Int) -> String) {
    self.service = service
    self.ledger = ledger
    self.name = name
    takenBefore = service.ports.messagesTaken
  }

  var knowsTaken: Bool { true }

  func run(until isOver: () -> Bool, onTaken: (Int) -> Void) {
    TripAsker(service.ports, ledger, name: name).run(until: isOver) { onTaken($0 - takenBefore) }
  }

  func begin() { before = service.rounds.sum }
  func end() { rounds = service.rounds.sum.since(before) }
  func isSettled(_ trips: [TripTimes]) -> Bool { trips.allSatisfy { $0.visible != nil && $0.published != nil } }
  func check() throws { try service.check() }
}

/// Watches a loop that only decodes.
final class DecodeOnlyWatch: StretchWatch {
  private let taken: DecodeOnlyLoop.TakenCount
  private let thread: NamedThread
  private let takenBefore: Int

  init(_ taken: DecodeOnlyLoop.TakenCount, _ thread: NamedThread) {
    self.taken = taken
    self.thread = thread
    takenBefore = taken.value
  }

  var knowsTaken: Bool { true }

  func run(until isOver: () -> Bool, onTaken: (Int) -> Void) {
    while !isOver() {
      onTaken(taken.value - takenBefore)
      usleep(TripAsker.pauseMicroseconds)
    }
  }

  func begin() {}
  func end() {}
  func isSettled(_ trips: [TripTimes]) -> Bool { trips.allSatisfy { $0.visible != nil } }
  func check() throws { try thread.check() }
}

/// A service that runs elsewhere: only its findings are seen, by the reader that notes them.
final class RemoteWatch: StretchWatch {
  private let reader: NamedThread

  init(reader: NamedThread) { self.reader = reader }

  var knowsTaken: Bool { false }

  func run(until isOver: () -> Bool, onTaken: (Int) -> Void) { while !isOver() { usleep(10_000) } }

  func begin() {}
  func end() {}
  func isSettled(_ trips: [TripTimes]) -> Bool { trips.allSatisfy { $0.published != nil } }
  func check() throws { try reader.check() }
}
