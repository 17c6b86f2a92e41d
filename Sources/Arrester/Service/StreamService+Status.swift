import ArresterBase
import Foundation

extension StreamService {
  /// Ready once every window that this member's partitions had is back.
  func noteReadiness() {
    let warming = lanes.count { $0?.isWarmingUp ?? false }
    let reason = !isAssigned ? "waiting for partitions" : warming > 0 ? "warming up \(warming) partitions" : nil
    guard reason != unreadiness else { return }
    unreadiness = reason
    ports.setUnreadiness(reason)
  }

  /// Adds everything up: the lanes that are here, and those that were given away.
  func total() {
    var totals = finished
    for lane in lanes { if let lane { totals.add(lane) } }
    summary.intake = totals.intake
    summary.admission = totals.admission
    summary.shards = totals.shards
    summary.evictedAtLimit = totals.evictedAtLimit
    summary.principals = totals.principals
    summary.model = options.model.identifier
  }

  func logStatus() {
    total()
    log.info(
      "status",
      [
        "records": .number(summary.intake.recordsRead), "events": .number(summary.intake.events),
        "changes": .number(summary.admission.changes), "trips": .number(summary.trips), "pages": .number(summary.pages),
        "deadLetters": .number(summary.intake.deadLetters.values.reduce(0, +)), "tooLate": .number(summary.admission.tooLate),
        "duplicates": .number(summary.admission.duplicates), "principals": .number(summary.principals),
        "warmingUp": .number(lanes.count { $0?.isWarmingUp ?? false }), "partitions": .number(lanes.count),
        "unreadableBreakerRecords": .number(board?.refused.unreadable ?? 0),
        "unsealedBreakerRecords": .number(board?.refused.unsealed ?? 0),
      ])
  }
}

/// A file whose age says that the loop goes round.
struct Heartbeat {
  private let path: String?
  private var last = Int64.min
  private static let interval = 10 * Timestamp.nanosecondsPerSecond

  init(path: String?) { self.path = path }

  mutating func beat(_ now: Int64) {
    guard let path, last == .min || now - last > Heartbeat.interval else { return }
    last = now
    _ = FileManager.default.createFile(atPath: path, contents: nil)
  }
}
