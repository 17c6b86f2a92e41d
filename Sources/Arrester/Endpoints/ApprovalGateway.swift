import ArresterBase
import ArresterBreaker
import ArresterEvents
import ArresterServer

/// Asks the consuming thread about irreversible actions of agents. What it answers is recorded before it does.
struct ApprovalGateway: Sendable {
  let loop: LoopQueue
  let policy: PolicyInForce
  /// Tells this process's claims from those of others.
  private let instance = ProcessIdentity.name

  init(loop: LoopQueue, policy: PolicyInForce) {
    self.loop = loop
    self.policy = policy
  }

  /// For decision endpoints that name the principal.
  func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer {
    guard !question.isDryRun else { return .letThrough }
    let key = BreakerKey(
      platform: question.platform, homeScope: ApprovalGateway.homeScope(question), principal: question.principal, kind: question.kind)
    let staged = StagedQuestion(key: key, action: question.action, resource: question.resource ?? "")
    switch await answer(staged, session: question.session) {
    case .letThrough, .wouldAsk, .approved: return .letThrough
    case .needsApproval(let request): return .needsApproval(request: request)
    case .refused(let reason): return .refused(reason: reason)
    }
  }

  /// For the admission webhook.
  func ask(_ question: AdmissionQuestion) async -> AdmissionAnswer {
    let staged = StagedQuestion(
      key: question.key, action: question.action, resource: question.resource, uid: question.uid, resourceVersion: question.resourceVersion)
    return await answer(staged, session: question.session.isEmpty ? nil : question.session)
  }

  private func answer(_ question: StagedQuestion, session: String?) async -> AdmissionAnswer {
    let claimant = "\(instance)-\(UInt64.random(in: .min ... .max))"
    let reason = "\(question.action) cannot be undone" + (session.map { "; session \($0)" } ?? "")
    let isShadow = policy.mode(for: question.key) == .shadow
    do {
      let asked = try await loop.perform { $0.ask(question, claimant: claimant, reason: reason) }
      guard isShadow || asked.isRecorded, let answer = asked.value else {
        return .refused(reason: "the question could not be recorded; ask again")
      }
      switch answer {
      case .letThrough: return .wouldAsk
      case .needsApproval(let identifier): return .needsApproval(request: identifier)
      case .denied(let error): return .refused(reason: error.detail)
      case .claimed(let identifier): return await waitForClaim(identifier, claimant)
      }
    } catch {
      if isShadow { return .wouldAsk }
      return .refused(reason: "the desk of approvals cannot be asked now (\(error)); ask again")
    }
  }

  /// Of two instances that saw the same approval, the one whose claim comes first on the topic lets it through.
  private func waitForClaim(_ identifier: String, _ claimant: String) async -> AdmissionAnswer {
    for _ in 0..<ApprovalGateway.mostLooks {
      let outcome = try? await loop.perform { $0.board?.staged.outcome(of: identifier, claimant: claimant) }.value
      switch outcome {
      case .some(.won): return .approved(request: identifier)
      case .some(.waiting): try? await Task.sleep(nanoseconds: ApprovalGateway.pauseNanoseconds)
      default: return .refused(reason: "approval \(identifier) was used by another call; ask again for a new one")
      }
    }
    return .refused(reason: "approval \(identifier) is used up, and could not be confirmed in time; ask again for a new one")
  }

  private static let mostLooks = 100
  private static let pauseNanoseconds: UInt64 = 20_000_000

  /// The scope that breakers of this principal go by: of AWS the account in its ARN, of Kubernetes the cluster before the user.
  private static func homeScope(_ question: ApprovalQuestion) -> String {
    switch question.platform {
    case .aws:
      let parts = question.principal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return parts.count == 6 && parts[0] == "arn" ? String(parts[4]) : question.scope ?? ""
    case .kubernetes, .gcp, .azure: return question.scope ?? ""
    }
  }
}
