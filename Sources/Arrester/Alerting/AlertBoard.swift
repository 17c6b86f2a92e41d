import Synchronization

/// What becomes of alerts, by receiver. Relays write, anybody reads.
final class AlertBoard: Sendable {
  private let readings = Mutex<[String: AlertReading]>([:])

  /// Sorted by the receiver's name.
  var all: [(name: String, reading: AlertReading)] {
    readings.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }

  func note(_ name: String, _ change: (inout AlertReading) -> Void) {
    readings.withLock { change(&$0[name, default: AlertReading()]) }
  }
}

/// Of one receiver, since the start.
struct AlertReading: Sendable, Equatable {
  /// Of the findings topic that this instance reads for it now.
  var partitions = 0
  var delivered = 0
  /// The receiver will never take them.
  var refused = 0
  /// They could not be told for so long that nobody is told any more.
  var outdated = 0
  /// Told already: findings of theirs came twice.
  var repeated = 0
  /// Records of the findings topic that are no findings.
  var unreadable = 0
  /// Tries that failed for now.
  var failures = 0
  /// Whether the last try failed for now.
  var isFailing = false
}
