import ArresterBreaker

/// Why people were called.
enum PageCause: String, Sendable, CaseIterable {
  /// A kind that only pages met a rule.
  case verdict
  case held
  case capped
  case protectedPrincipal
  case unenforced
  case leak
  case halted
  /// More breakers than there is room for.
  case boardFull
  /// A record of the breakers or the baselines topic without our seal.
  case unsealedRecord
  /// Somebody else changed what an enforcer wrote.
  case conflict
  /// A deny was no longer in force.
  case drift
  /// More orders to enforcers than there is room for.
  case ordersRefused
  /// Records were gone before they were read.
  case recordsLost
  /// Records that windows depend on were gone at a restart.
  case windowsLost
  /// Planned changes that cannot be counted.
  case planRefused
  /// A scheduled drill failed, or could not be held.
  case drillFailed
  /// A configuration was not taken by a running service.
  case reloadRefused
  /// An intent to deny was neither in Kafka nor in the spool.
  case intentNotKept
  /// A source was silent for longer than it may be.
  case blind
  /// The audit log could not be signed.
  case auditUnsigned
  /// The audit log's local copy takes nothing.
  case auditCopyFailed
}

/// Calls by cause. Belongs to the consuming thread.
struct PageTallies: Sendable, Equatable {
  private var counts: [PageCause: Int] = [:]

  subscript(cause: PageCause) -> Int { counts[cause] ?? 0 }

  mutating func count(_ cause: PageCause, _ more: Int = 1) { counts[cause, default: 0] += more }
}

extension PageCause {
  init(_ reason: PageReason) {
    self =
      switch reason {
      case .verdict: .verdict
      case .held: .held
      case .capped: .capped
      case .protectedPrincipal: .protectedPrincipal
      case .unenforced: .unenforced
      case .leak: .leak
      case .halted: .halted
      case .boardFull: .boardFull
      }
  }
}
