import ArresterBase

/// What a start or a reload with this posture means.
public struct PostureDecision: Sendable, Equatable {
  public enum Verdict: String, Sendable, CaseIterable {
    /// Nothing was in force: the first installation is free.
    case first
    case same
    case tighter
    /// Looser, and two people have agreed.
    case approved
    /// Looser and not approved, or too long to be recorded: it must not be used.
    case refused
  }

  public var verdict: Verdict
  public var hash: String
  public var change: PostureChange?
  /// Where it is refused: what is looser, and what to do.
  public var error: RequestError?
  public var actions: [RequestAction]
}

extension BreakerBoard {
  /// Puts a posture in force, unless it is looser than the one that is and nobody has approved it. To be asked at start, once the
  /// topic was read to its end, and at every reload; where it is refused, the service does not start, or goes on as it was.
  public mutating func adopt(_ next: SafetyPosture, at wallTime: Int64) -> PostureDecision {
    let hash = next.hash
    guard let inForce = posture else { return enforce(next, as: .first, nil, approvedBy: [], at: wallTime) }
    guard !inForce.hash.isSameName(as: hash) else {
      return PostureDecision(verdict: .same, hash: hash, change: nil, error: nil, actions: [])
    }
    let change = inForce.posture.map { PostureChange(from: $0, to: next) } ?? PostureChange(incomparable: ())
    if change.looser.isEmpty { return enforce(next, as: .tighter, change, approvedBy: [], at: wallTime) }
    guard let approved = approval(of: hash, over: inForce, at: wallTime) else { return refuse(hash, change, at: wallTime) }
    let people = [approved.requester] + approved.approvals.map(\.name)
    var decision = enforce(next, as: .approved, change, approvedBy: people, at: wallTime)
    guard decision.verdict == .approved else { return decision }
    decision.actions += desk.markDone(approved.identifier, outcome: "in force", at: wallTime)
    return decision
  }

  private func approval(of hash: String, over inForce: PostureRecord, at wallTime: Int64) -> PersonRequest? {
    desk.requests.values.filter { request in
      guard case .loosening(let loosening) = request.asked, request.state == .granted, wallTime < request.deadline else { return false }
      return loosening.hash.isSameName(as: hash) && inForce.hash.isSameName(as: request.configuration ?? "")
    }
    .min { $0.identifier < $1.identifier }
  }

  private mutating func enforce(
    _ next: SafetyPosture, as verdict: PostureDecision.Verdict, _ change: PostureChange?, approvedBy: [String], at wallTime: Int64
  ) -> PostureDecision {
    let record = PostureRecord(revision: (posture?.revision ?? 0) + 1, posture: next, since: wallTime, approvedBy: approvedBy)
    let size = BoardRecord.posture(record).bytes.count
    guard size <= BoardRecord.maximumBytes else { return refuse(record.hash, change, tooLong: size, at: wallTime) }
    posture = record
    let act = postureAct(record.hash, change, outcome: verdict.rawValue, at: wallTime)
    return PostureDecision(
      verdict: verdict, hash: record.hash, change: change, error: nil, actions: [.publish(.posture(record)), .audit(act)])
  }

  private mutating func refuse(_ hash: String, _ change: PostureChange, at wallTime: Int64) -> PostureDecision {
    let error = RequestError(
      code: .looser,
      detail: "this configuration is looser than the one in force: \(change.looserWords). "
        + "Have \(hash) approved (one person asks, another agrees), or take back what is looser")
    return refused(hash, change, error, at: wallTime)
  }

  /// It could not be read back, and the next start would not know of it.
  private mutating func refuse(_ hash: String, _ change: PostureChange?, tooLong size: Int, at wallTime: Int64) -> PostureDecision {
    let detail =
      "its record would have \(size) bytes, and \(BoardRecord.maximumBytes) are read; "
      + "shorten the lists of people, protected principals or modes"
    return refused(hash, change, RequestError(code: .badValue, detail: detail), at: wallTime)
  }

  private mutating func refused(
    _ hash: String, _ change: PostureChange?, _ error: RequestError, at wallTime: Int64
  ) -> PostureDecision {
    desk.counters.errors[error.code, default: 0] += 1
    let act = postureAct(hash, change, outcome: "refused: \(error.code.rawValue)", at: wallTime)
    return PostureDecision(verdict: .refused, hash: hash, change: change, error: error, actions: [.audit(act)])
  }

  private func postureAct(_ hash: String, _ change: PostureChange?, outcome: String, at wallTime: Int64) -> PersonAct {
    let words = (change?.looser ?? []) + (change?.tighter ?? [])
    return PersonAct(
      kind: .adopt, person: "", request: nil, asked: hash, key: nil, at: wallTime,
      reason: words.joined(separator: "; ").held(toBytes: RequestLimits.maximumText), outcome: outcome)
  }
}
