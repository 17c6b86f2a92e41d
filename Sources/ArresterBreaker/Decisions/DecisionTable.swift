import ArresterEvents

/// What decision endpoints answer from: an immutable value that its owner swaps as a whole.
///
/// Copying it is free; the board pays for its own copy at its next change, which is rare.
public struct DecisionTable: Sendable, Equatable {
  /// Breakers that are not plainly closed, by principal; each list is ordered by kind and scope, so that answers do not depend
  /// on the order of events.
  private var entries: [ExactText: [DecisionEntry]] = [:]

  public init() {}

  /// Principals with a breaker that is not plainly closed.
  public var principalCount: Int { entries.count }

  /// - Parameter kind: nil or unknown where the request does not tell: then the strictest breaker of that principal over all
  ///   kinds answers.
  /// - Complexity: O(length of the principal), no lock.
  public func decide(
    principal: String, kind: PrincipalKind?, platform: Platform, change: RequestedChange = .destructive
  ) -> Decision {
    var strictest: Decision?
    for entry in entries[ExactText(principal)] ?? [] where entry.key.platform == platform {
      guard kind == nil || kind == .unknown || entry.key.kind == kind else { continue }
      let decision = entry.decide(change)
      if strictest.map({ decision.strictness > $0.strictness }) ?? true { strictest = decision }
    }
    return strictest ?? Decision(isAllowed: true, reason: "closed", trip: nil, wouldDeny: false)
  }

  mutating func update(_ breaker: Breaker) {
    let principal = ExactText(breaker.key.principal)
    var list = entries[principal, default: []]
    list.removeAll { $0.key == breaker.key }
    if let entry = DecisionEntry(breaker) {
      let place = list.firstIndex { DecisionTable.areInOrder(entry.key, $0.key) } ?? list.count
      list.insert(entry, at: place)
    }
    entries[principal] = list.isEmpty ? nil : list
  }

  private static func areInOrder(_ left: BreakerKey, _ right: BreakerKey) -> Bool {
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    return left.homeScope.utf8.lexicographicallyPrecedes(right.homeScope.utf8)
  }
}

extension Decision {
  fileprivate var strictness: Int { isAllowed ? (wouldDeny ? 1 : 0) : 2 }
}
