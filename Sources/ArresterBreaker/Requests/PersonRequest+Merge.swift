extension PersonRequest {
  /// All that either of two copies of a request knows. Commutative and idempotent, so that every instance ends with the same,
  /// whichever record comes first: approvals are a set, the number needed only rises, and of two ends the weightier stays.
  ///
  /// A refusal outweighs an approval given elsewhere at the same moment, but not what has been carried out already.
  /// - Returns: nil where the two are not the same request.
  func merged(with other: PersonRequest) -> PersonRequest? {
    guard isSameRequest(as: other) else { return nil }
    var merged = self
    merged.approvalsNeeded = max(approvalsNeeded, other.approvalsNeeded)
    for approval in other.approvals { merged.add(approval) }
    merged.end = RequestEnd.weightier(end, other.end)
    merged.claimant = claimant ?? other.claimant
    let newest = max(revision, other.revision)
    let isNew = !merged.hasSameFacts(as: self) && !merged.hasSameFacts(as: other)
    merged.revision = isNew ? newest + 1 : newest
    return merged
  }

  /// What was asked: it never changes.
  func isSameRequest(as other: PersonRequest) -> Bool {
    identifier == other.identifier && asked == other.asked && key == other.key && trip == other.trip
      && configuration == other.configuration && requester.isSameName(as: other.requester) && reason == other.reason
      && askedAt == other.askedAt && expiresAt == other.expiresAt
  }

  /// Whatever a claim says, both records of two claims have the same end.
  func hasSameFacts(as other: PersonRequest) -> Bool {
    approvalsNeeded == other.approvalsNeeded && approvals == other.approvals && end == other.end
  }
}

extension RequestEnd {
  private var weight: Int {
    switch state {
    case .done: 5
    case .refused: 4
    case .withdrawn: 3
    case .stale: 2
    case .expired: 1
    case .pending, .granted: 0
    }
  }

  /// By weight, then the earlier; the rest only makes it the same everywhere.
  static func weightier(_ left: RequestEnd?, _ right: RequestEnd?) -> RequestEnd? {
    guard let left, let right else { return left ?? right }
    if left.weight != right.weight { return left.weight > right.weight ? left : right }
    if left.at != right.at { return left.at < right.at ? left : right }
    let isLeft = (left.by + "\0" + left.note).utf8.lexicographicallyPrecedes((right.by + "\0" + right.note).utf8)
    return isLeft ? left : right
  }
}
