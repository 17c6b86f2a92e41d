import ArresterEnforcement

/// A span of a trip's ledger of time. The names are those of the API.
enum LedgerStep: String, Sendable, CaseIterable {
  case sourceLag
  case queueLag
  case decide
  case record
  case enforce
  case verify
  case total

  /// Those that end with the last enforcer's confirmation: before that, another one may still make them longer.
  var needsConfirmation: Bool { self == .enforce || self == .verify || self == .total }

  /// Nanoseconds; nil where it is not known.
  func span(of ledger: TripLedger) -> Int64? {
    switch self {
    case .sourceLag: ledger.sourceLag
    case .queueLag: ledger.queueLag
    case .decide: ledger.decide
    case .record: ledger.record
    case .enforce: ledger.enforce
    case .verify: ledger.verify
    case .total: ledger.total
    }
  }
}
