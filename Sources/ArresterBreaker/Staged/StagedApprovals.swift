import ArresterBase

/// Irreversible actions of agents that wait for a person, and those that one has let through, once each.
///
/// **Once.** Two instances may see the same approval and be asked at the same moment. Each writes its claim under the request's key,
/// and whose claim comes first on the topic is let through: the order of one partition is the same for all who read it. So an
/// answer waits until its own record has been read back. It fails towards asking again: an instance that crashes after its claim
/// was written has used the approval up without letting anything through, and one that cannot write lets nothing through.
public struct StagedApprovals: Sendable {
  public internal(set) var desk: RequestDesk
  /// Requests whose first claim has been read from the topic.
  private var decided: Set<String> = []
  /// Counted apart from what was asked for: in shadow.
  public private(set) var wouldAsk = 0

  public init(limits: RequestLimits = .staged) { desk = RequestDesk(limits: limits) }

  /// Answers a question about an irreversible action of an agent.
  /// - Parameters:
  ///   - claimant: unique to this call, over all instances; it names the claim where the action was approved.
  ///   - reason: for the person who decides: what the agent said, or what makes it irreversible.
  public mutating func ask(
    _ question: StagedQuestion, mode: BreakerMode, claimant: String, reason: String, at wallTime: Int64
  ) -> (answer: StagedAnswer, actions: [RequestAction]) {
    if let problem = question.problem() { return deny(problem, question, at: wallTime) }
    let request = request(question, reason: reason, at: wallTime)
    guard mode == .enforce else {
      wouldAsk += 1
      var act = PersonAct(.wouldAsk, question.key.principal, request, at: wallTime, reason: request.reason, outcome: "let through")
      act.request = nil
      return (.letThrough, [.audit(act)])
    }
    let waiting = known(question, at: wallTime)
    if let granted = waiting.first(where: { $0.state == .granted }) { return claim(granted, claimant, waiting, at: wallTime) }
    if let pending = waiting.first { return (.needsApproval(identifier: pending.identifier), []) }
    let outcome = desk.ask(request)
    guard case .failure(let error) = outcome.result else {
      return (.needsApproval(identifier: outcome.request?.identifier ?? request.identifier), outcome.actions)
    }
    return (.denied(error), outcome.actions)
  }

  /// Whether the claim that this call laid is the first one.
  public func outcome(of identifier: String, claimant: String) -> ClaimOutcome {
    guard let request = desk.requests[identifier], let first = request.claimant else { return .lost }
    guard first.isSameName(as: claimant) else { return .lost }
    return decided.contains(identifier) ? .won : .waiting
  }

  /// Takes over a record of the topic, in the topic's order.
  public mutating func apply(_ record: PersonRequest) -> RecordOutcome {
    guard let claimant = record.claimant, !decided.contains(record.identifier) else { return desk.apply(record) }
    // The first claim on the topic holds, whatever was claimed here meanwhile.
    if var known = desk.requests[record.identifier], known.isSameRequest(as: record) {
      decided.insert(record.identifier)
      known.claimant = claimant
      desk.store(known)
      _ = desk.apply(record)
      return .applied
    }
    let outcome = desk.apply(record)
    if outcome == .applied { decided.insert(record.identifier) }
    return outcome
  }

  /// Ends what is past its deadline and forgets what can do nothing any more.
  public mutating func advance(to wallTime: Int64, owned: (PersonRequest) -> Bool) -> [RequestAction] {
    let actions = desk.advance(to: wallTime, owned: owned)
    if decided.count > desk.requests.count { decided = decided.filter { desk.requests[$0] != nil } }
    return actions
  }

  // MARK: Parts

  /// Those that still wait for an answer to this question, the earliest first: two instances that did not yet know of each other
  /// may have made one each.
  private func known(_ question: StagedQuestion, at wallTime: Int64) -> [PersonRequest] {
    let owner = question.key.recordKey(type: .staged)
    return desk.requests(of: owner).filter { request in
      guard case .stagedAction(let asked) = request.asked else { return false }
      return request.end == nil && wallTime < request.deadline && asked.isSame(as: question)
    }
    .sorted { $0.askedAt != $1.askedAt ? $0.askedAt < $1.askedAt : $0.identifier < $1.identifier }
  }

  /// The approval is used up from here on; its twins, if there are any, go with it, so that one question is let through once.
  private mutating func claim(
    _ granted: PersonRequest, _ claimant: String, _ waiting: [PersonRequest], at wallTime: Int64
  ) -> (StagedAnswer, [RequestAction]) {
    var claimed = granted
    claimed.claimant = claimant
    desk.store(claimed)
    var actions = desk.markDone(granted.identifier, outcome: "claimed", by: granted.requester, at: wallTime)
    for twin in waiting where twin.identifier != granted.identifier {
      actions += desk.lapse(twin, as: .stale, "the same question was answered by \(granted.identifier)", at: wallTime)
    }
    return (.claimed(identifier: granted.identifier), actions)
  }

  private mutating func deny(
    _ error: RequestError, _ question: StagedQuestion, at wallTime: Int64
  ) -> (StagedAnswer, [RequestAction]) {
    let act = PersonAct(
      kind: .ask, person: question.key.principal.held(toBytes: RequestLimits.maximumText), request: nil, asked: "stagedAction",
      key: question.key, at: wallTime, reason: "", outcome: "\(error.code.rawValue): \(error.detail)")
    return (.denied(error), desk.fail(error, act).actions)
  }

  private func request(_ question: StagedQuestion, reason: String, at wallTime: Int64) -> PersonRequest {
    let parts = [
      question.key.recordKey(type: .staged), question.action, question.resource, question.uid ?? "", question.resourceVersion ?? "",
      String(wallTime),
    ]
    return PersonRequest(
      identifier: "s-" + SHA256.identifier(of: parts).prefix(PersonRequest.identifierDigits), asked: .stagedAction(question),
      key: question.key, trip: nil, configuration: nil, requester: question.key.principal,
      reason: reason.held(toBytes: RequestLimits.maximumReason), askedAt: wallTime,
      expiresAt: Moment.time(wallTime, plusSeconds: desk.limits.lifetimeSeconds), approvalsNeeded: 1)
  }
}
