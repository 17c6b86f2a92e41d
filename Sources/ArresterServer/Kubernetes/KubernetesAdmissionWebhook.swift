import ArresterBreaker
import ArresterEvents

/// Answers a validating admission webhook (`AdmissionReview` of `admission.k8s.io/v1`).
///
/// Two things: it refuses writes of principals whose breaker is open, for clusters whose authorization cannot be configured; and it asks a
/// person before an agent does what cannot be undone. It sees only whom the API server acts for: who impersonates is not in the review, and
/// neither are reads.
public struct KubernetesAdmissionWebhook: Sendable {
  private let keeper: KubernetesGuard
  private let rule: ApprovalRule
  private let gate: AdmissionGate

  /// - Parameters:
  ///   - approvalSeverity: agents' destructive actions of at least this weight are asked about.
  ///   - disposable: names that weigh nothing (`preview-*`), as in the model.
  ///   - gate: the desk of approvals.
  public init(_ options: KubernetesOptions, approvalSeverity: UInt8 = 5, disposable: [Glob] = [], gate: @escaping AdmissionGate) {
    keeper = KubernetesGuard(options)
    rule = ApprovalRule(judge: keeper.judge, severity: approvalSeverity, disposable: disposable)
    self.gate = gate
  }

  public var counters: KubernetesCounters { keeper.counting.value }

  /// 200 with the review's response; 400 for a body that is no review. Waits for the gate alone.
  public func handle(_ request: HTTPRequest) async -> HTTPResponse {
    do throws(ReviewProblem) {
      let review = try AdmissionReview.read(request.body)
      return await verdict(on: review).answer(to: review.request.uid)
    } catch {
      keeper.counting.add(\.unreadable)
      return error.response
    }
  }

  private func verdict(on review: AdmissionReview) async -> AdmissionVerdict {
    let identity = review.identity
    switch keeper.rule(identity, review.action) {
    case .denied(let reason, let trip):
      return AdmissionVerdict(refusal: reason, annotations: KubernetesAdmissionWebhook.annotations("denied", "trip", trip))
    case .wouldDeny(let trip):
      return await approval(
        of: review, identity, else: AdmissionVerdict(annotations: KubernetesAdmissionWebhook.annotations("would-deny", "trip", trip)))
    case .noOpinion: return await approval(of: review, identity, else: .admitted)
    }
  }

  // MARK: Approvals

  private func approval(of review: AdmissionReview, _ identity: KubernetesIdentity, else other: AdmissionVerdict) async -> AdmissionVerdict
  {
    let principal = identity.principal(in: keeper.options.cluster)
    guard keeper.kind(of: identity) == .agent, let action = rule.action(of: review), !keeper.isProtected(identity, principal) else {
      return other
    }
    guard review.request.dryRun != true else {
      keeper.counting.add(\.wouldAsk)
      var verdict = other
      verdict.warning = "Arrester: this was a dry run; \(action) cannot be undone, and would need an approval"
      return verdict
    }
    let object = ApprovalRule.object(of: review)
    let question = AdmissionQuestion(
      key: BreakerKey(platform: .kubernetes, homeScope: keeper.options.cluster, principal: principal, kind: .agent),
      session: identity.session, action: action, resource: ApprovalRule.resource(of: review), uid: object.uid,
      resourceVersion: object.resourceVersion)
    return verdict(on: question, await gate(question), else: other)
  }

  private func verdict(on question: AdmissionQuestion, _ answer: AdmissionAnswer, else other: AdmissionVerdict) -> AdmissionVerdict {
    switch answer {
    case .letThrough: return other
    case .wouldAsk:
      keeper.counting.add(\.wouldAsk)
      return AdmissionVerdict(annotations: [("decision", "would-ask")])
    case .approved(let request):
      keeper.counting.add(\.approved)
      return AdmissionVerdict(
        warning: "Arrester: approved once, by request \(request)",
        annotations: KubernetesAdmissionWebhook.annotations("approved", "request", request))
    case .needsApproval(let request):
      keeper.counting.add(\.needsApproval)
      return AdmissionVerdict(
        refusal: DenialText.needsApproval(question.action, request),
        annotations: KubernetesAdmissionWebhook.annotations("needs-approval", "request", request))
    case .refused(let reason):
      keeper.counting.add(\.refused)
      return AdmissionVerdict(
        refusal: "Arrester: \(question.action) cannot be undone, and no approval can be asked for: \(reason)",
        annotations: [("decision", "refused")])
    }
  }

  private static func annotations(_ decision: String, _ name: String, _ value: String?) -> [(key: String, value: String)] {
    [("decision", decision)] + (value.map { [(name, $0)] } ?? [])
  }
}
