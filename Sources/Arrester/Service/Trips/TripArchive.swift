import ArresterBase
import ArresterBreaker

/// The newest trips by identifier: those of this instance's partitions as it sees them, the others' as the breakers topic has them.
/// Belongs to the consuming thread.
final class TripArchive {
  private var files: [String: TripFile] = [:]
  private var order: [String] = []
  /// Those that the topic does not have as they stand here.
  private var changed: Set<String> = []
  /// Of these, the ones that are written with the next transaction: new ones, and those whose breaker came to another state.
  private var urgent: Set<String> = []
  /// When each may be written next, on the monotonic clock: the longer a file, the rarer.
  private var nextWrites: [String: Int64] = [:]
  /// Gone from here, and still on the topic.
  private var dropped: [TripFile] = []
  /// Trips that were forgotten to make room.
  private(set) var forgotten = 0

  /// Told of each trip that is new, or of which something new is known.
  var onChange: ((String) -> Void)?
  /// Told of each trip as the topic has it.
  var onTake: ((TripFile) -> Void)?
  /// Told of each trip that makes room.
  var onForget: ((TripFile) -> Void)?

  static let mostTrips = 2000

  /// Newest last.
  var all: [TripFile] { order.compactMap { files[$0] } }

  /// The topic has, or a transaction has taken, everything that is known here.
  var isWritten: Bool { changed.isEmpty && dropped.isEmpty }

  subscript(trip: String) -> TripFile? { files[trip] }

  func add(_ file: TripFile) {
    var file = file
    let identifier = file.verdict.identifier
    file.revision = files[identifier]?.revision ?? 0
    keep(file)
    note(identifier, isUrgent: true)
  }

  /// Changes what is known of a trip; nothing where it is not known here.
  func update(_ trip: String?, _ change: (inout TripFile) -> Void) {
    guard let trip, let before = files[trip] else { return }
    change(&files[trip]!)
    if files[trip] != before { note(trip) }
  }

  private func note(_ trip: String, isUrgent: Bool = false) {
    changed.insert(trip)
    if isUrgent { urgent.insert(trip) }
    onChange?(trip)
  }

  /// Takes the state that a breaker has come to. A trip that came before its newest one is over.
  func follow(_ breaker: Breaker) {
    guard let trip = breaker.trip?.identifier, let file = files[trip], file.state != breaker.state else { return }
    if file.state == nil { endEarlier(than: file) }
    update(trip) { file in
      file.state = breaker.state
      file.stateSince = breaker.enteredAt
    }
    urgent.insert(trip)
  }

  /// After an assignment: what was told of a trip may have ended with another member.
  func tellAnew() { for (trip, file) in files where file.isUntold { note(trip, isUrgent: true) } }

  private func endEarlier(than newest: TripFile) {
    for file in files.values where file.key == newest.key && file.isFollowed && file.verdict.identifier != newest.verdict.identifier {
      update(file.verdict.identifier) { file in
        file.state = .closed
        file.stateSince = newest.ledger.decidedAt
        file.successor = newest.verdict.identifier
      }
    }
  }

  private func keep(_ file: TripFile) {
    if files.updateValue(file, forKey: file.verdict.identifier) == nil { order.append(file.verdict.identifier) }
    guard order.count > TripArchive.mostTrips else { return }
    let oldest = order.removeFirst()
    changed.remove(oldest)
    urgent.remove(oldest)
    nextWrites[oldest] = nil
    forgotten += 1
    guard let file = files.removeValue(forKey: oldest) else { return }
    dropped.append(file)
    onForget?(file)
  }
}

/// What goes to the breakers topic, and what comes from it.
extension TripArchive {
  /// Takes a record of the topic; one that is not newer than what is known changes nothing.
  /// - Returns: false for what cannot be read.
  func take(_ bytes: UnsafeRawBufferPointer, key: String) -> Bool {
    if let trip = TripFile.trip(ofRecordKey: key), let known = files[trip]?.revision, let found = TripFile.revision(ofRecord: bytes),
      found <= known
    {
      return true
    }
    guard let file = TripFile(record: Array(bytes), key: key) else { return false }
    guard file.revision > files[file.verdict.identifier]?.revision ?? 0 else { return true }
    keep(file)
    changed.remove(file.verdict.identifier)
    onTake?(file)
    return true
  }

  /// What is to be written now.
  /// - Parameters:
  ///   - all: whatever its turn: nothing comes after this.
  ///   - now: on the monotonic clock, nanoseconds.
  ///   - owned: whether a principal's events come to this member; the others' trips are theirs to write.
  func takeChanged(all: Bool, at now: Int64, owned: (BreakerKey) -> Bool) -> TripStep {
    var step = TripStep()
    for trip in changed.sorted() {
      guard let file = files[trip], owned(file.key) else {
        changed.remove(trip)
        urgent.remove(trip)
        continue
      }
      if all || urgent.contains(trip) || now >= nextWrites[trip] ?? 0 { write(file, at: now, to: &step) }
    }
    step.dropped = dropped.filter { owned($0.key) }
    dropped.removeAll()
    return step
  }

  private func write(_ known: TripFile, at now: Int64, to step: inout TripStep) {
    var file = known
    let trip = file.verdict.identifier
    if file.revision > 0, file.isUntold {
      file.toldState = file.state
      step.toldFiles.append(file)
    }
    file.revision += 1
    files[trip] = file
    step.files.append(file)
    step.before.append(known)
    urgent.remove(trip)
    // The trip itself comes first: its state is told with the next record.
    if !file.isUntold { changed.remove(trip) }
    nextWrites[trip] = now + Timestamp.nanosecondsPerSecond * Int64(1 + (file.laterCalls.count + file.refused) / TripArchive.callsPerSecond)
  }

  /// As many more calls of the principal, and its file waits a second longer.
  private static let callsPerSecond = 10

  /// It was not written, and never will be.
  func giveBack(_ step: TripStep) {
    for (before, file) in zip(step.before, step.files) {
      let trip = file.verdict.identifier
      guard files[trip]?.revision == file.revision else { continue }
      files[trip]?.revision = before.revision
      files[trip]?.toldState = before.toldState
      changed.insert(trip)
      urgent.insert(trip)
    }
    dropped += step.dropped
  }
}

/// What one transaction writes of trips.
struct TripStep: Sendable {
  var files: [TripFile] = []
  /// The same as they were.
  fileprivate(set) var before: [TripFile] = []
  /// Of these a finding tells how things stand now.
  var toldFiles: [TripFile] = []
  /// The topic is to forget them.
  var dropped: [TripFile] = []

  var isEmpty: Bool { files.isEmpty && toldFiles.isEmpty && dropped.isEmpty }
}
