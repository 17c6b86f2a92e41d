import ArresterBreaker
import ArresterEvents

/// What a decision endpoint answers.
public struct Ruling: Sendable, Equatable {
  public enum Outcome: String, Sendable {
    case allow
    case deny
    case needsApproval
  }

  public var outcome: Outcome
  public var reason: String
  public var trip: String?
  public var wouldDeny: Bool
  /// What a person has to approve.
  public var request: String?
}

/// A question to a decision endpoint.
public struct DecisionQuestion: Sendable, Equatable {
  public var platform: Platform
  public var principal: String
  public var kind: PrincipalKind?
  public var session: String?
  public var scope: String?
  public var action: String
  public var resource: String?

  public init(
    platform: Platform, principal: String, kind: PrincipalKind? = nil, session: String? = nil, scope: String? = nil, action: String,
    resource: String? = nil
  ) {
    self.platform = platform
    self.principal = principal
    self.kind = kind
    self.session = session
    self.scope = scope
    self.action = action
    self.resource = resource
  }
}

/// A ruling, or what a person has to be asked before it is one.
public enum RulingStep: Sendable, Equatable {
  case ruled(Ruling)
  /// The ruling holds if the answer lets it through.
  case mustAsk(ApprovalQuestion, before: Ruling)
}

/// Rules on questions: the breakers' decision, the fail mode, staged approval. Any thread.
public struct DecisionMaker: Sendable {
  public var source: DecisionSource
  public var failMode: FailMode
  public var judge: any ActionJudge
  public var kinds: any KindFinder
  /// nil: there are no staged approvals.
  public var gate: ApprovalGate?
  private let counting: ServerCounting

  public init(
    source: DecisionSource, failMode: FailMode = .open, judge: any ActionJudge, kinds: any KindFinder = NoKindFinder(),
    gate: ApprovalGate? = nil, counting: ServerCounting
  ) {
    self.source = source
    self.failMode = failMode
    self.judge = judge
    self.kinds = kinds
    self.gate = gate
    self.counting = counting
  }

  /// As far as it goes without waiting for anything.
  /// - Parameters:
  ///   - mayNameKind: whether the caller's word on the kind is believed; else the rules decide.
  ///   - judgement: where the action is known by other means than its name.
  public func begin(_ question: DecisionQuestion, mayNameKind: Bool, judgement: ActionJudgement? = nil) -> RulingStep {
    let named = mayNameKind ? question.kind : nil
    let kind = named ?? kinds.kind(platform: question.platform, principal: question.principal, session: question.session)
    let judgement = judgement ?? judge.judge(platform: question.platform, action: question.action, resource: question.resource)
    let answer = source.decide(
      platform: question.platform, principal: question.principal, kind: kind, change: judgement.requestedChange, failMode: failMode)
    if answer.isStale { counting.add(.staleDecisions) }
    let decision = answer.decision
    let ruling = Ruling(
      outcome: decision.isAllowed ? .allow : .deny, reason: decision.reason, trip: decision.trip, wouldDeny: decision.wouldDeny)
    guard gate != nil, decision.isAllowed, !judgement.isReversible, let kind, kind == .agent else { return .ruled(counted(ruling)) }
    let asked = ApprovalQuestion(
      platform: question.platform, principal: question.principal, kind: kind, session: question.session, scope: question.scope,
      action: question.action, resource: question.resource)
    return .mustAsk(asked, before: ruling)
  }

  /// Asks the gate where it has to be asked.
  public func finish(_ step: RulingStep) async -> Ruling {
    guard case .mustAsk(let question, var ruling) = step, let gate else {
      if case .ruled(let ruling) = step { return ruling }
      preconditionFailure("nobody is asked where there is no gate")
    }
    switch await gate(question) {
    case .letThrough: break
    case .needsApproval(let request):
      ruling.outcome = .needsApproval
      ruling.reason = "\(question.action) cannot be undone: a person must approve request \(request), then ask again"
      ruling.request = request
    case .refused(let reason):
      ruling.outcome = .deny
      ruling.reason = reason
    }
    return counted(ruling)
  }

  private func counted(_ ruling: Ruling) -> Ruling {
    switch ruling.outcome {
    case .allow: counting.add(.allowed)
    case .deny: counting.add(.denied)
    case .needsApproval: counting.add(.approvalsAsked)
    }
    if ruling.wouldDeny { counting.add(.wouldDeny) }
    return ruling
  }

  /// The answer, at once where nobody has to be asked.
  func answer(_ step: RulingStep, _ write: @escaping @Sendable (Ruling) -> HTTPResponse) -> PromptAnswer {
    if case .ruled(let ruling) = step { return .now(write(ruling)) }
    return .later { write(await finish(step)) }
  }
}
