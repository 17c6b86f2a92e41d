import ArresterBase

/// Denies by attaching one of two managed policies to the role or user.
///
/// | order | attached | detached |
/// |---|---|---|
/// | all writes | deny-writes | nothing: a narrower deny beside it does no harm |
/// | destructive writes | deny-destructive, first | deny-writes, once everybody knows of the other |
/// | nothing | | both |
struct AttachedDeny: AWSDeny {
  enum Step: Sendable, Equatable {
    case attach(DenyPolicy)
    case detach(DenyPolicy)
  }

  /// What was there when it was looked at.
  enum Live: Sendable {
    /// There is no such principal any more: it can neither act nor be denied.
    case gone(String)
    case there([IAMClient.AttachedPolicy])
  }

  let settings: AWSEnforcerSettings
  let accounts: AWSAccounts
  let policies: DenyPolicies
  private let retry: RetryPolicy

  init(_ settings: AWSEnforcerSettings, _ accounts: AWSAccounts, _ retry: RetryPolicy) {
    self.settings = settings
    self.accounts = accounts
    self.retry = retry
    policies = DenyPolicies(settings)
  }

  func plan(_ order: DenyOrder, _ principal: AWSPrincipal) async throws(EnforcementError) -> EnforcementPlan {
    if let refusal = principal.refusesEdits { throw EnforcementError(.permanent, refusal) }
    do throws(AWSError) {
      let iam = try await accounts.iam(principal.account)
      let live = try await read(principal, iam)
      let steps = steps(order.extent, live, principal)
      try await requireUnchanged(order.extent, steps, principal, iam)
      return EnforcementPlan(
        order: order, steps: steps.map { text($0, principal) }, snapshot: snapshot(principal, live),
        inverse: steps.reversed().map { inverse($0, principal) })
    } catch {
      throw conflictOrError(error)
    }
  }

  func apply(_ plan: EnforcementPlan, _ principal: AWSPrincipal) async throws(EnforcementError) {
    do throws(AWSError) {
      let iam = try await accounts.iam(principal.account)
      var hasJustAttached = false
      for step in AttachedDeny.allSteps(plan.order.extent) where plan.steps.contains(text(step, principal)) {
        switch step {
        case .attach(let policy):
          guard try await attach(policy, principal, iam) else { return }
          hasJustAttached = true
        case .detach(let policy):
          if hasJustAttached { try await waitForHandover() }
          try await detach(policy, principal, iam)
        }
      }
    } catch {
      throw error.enforcementError
    }
  }

  func verify(_ order: DenyOrder, _ principal: AWSPrincipal) async throws(EnforcementError) -> Verification {
    if let refusal = principal.refusesEdits { throw EnforcementError(.permanent, refusal) }
    do throws(AWSError) {
      let iam = try await accounts.iam(principal.account)
      let live = try await read(principal, iam)
      if case .gone(let detail) = live { return Verification(holds: true, detail: detail) }
      let missing = steps(order.extent, live, principal)
      try await requireUnchanged(order.extent, [], principal, iam)
      guard missing.isEmpty else {
        return Verification(holds: false, detail: "still to do: " + missing.map { text($0, principal) }.joined(separator: "; "))
      }
      return Verification(holds: true, detail: confirmation(order.extent, principal))
    } catch {
      throw conflictOrError(error)
    }
  }

  /// Of the wanted state, in the order in which they are done.
  private static func allSteps(_ extent: DenyOrder.Extent) -> [Step] {
    switch extent {
    case .allWrites: [.attach(.writes)]
    case .destructiveWrites: [.attach(.destructive), .detach(.writes)]
    case .nothing: [.detach(.writes), .detach(.destructive)]
    }
  }

  private func steps(_ extent: DenyOrder.Extent, _ live: Live, _ principal: AWSPrincipal) -> [Step] {
    guard case .there(let attached) = live else { return [] }
    return AttachedDeny.allSteps(extent).filter { step in
      switch step {
      case .attach(let policy): !isAttached(policy, attached, principal)
      case .detach(let policy): isAttached(policy, attached, principal)
      }
    }
  }

  func isAttached(_ policy: DenyPolicy, _ attached: [IAMClient.AttachedPolicy], _ principal: AWSPrincipal) -> Bool {
    attached.contains { $0.arn == policies.arn(policy, account: principal.account) }
  }

  func read(_ principal: AWSPrincipal, _ iam: IAMClient) async throws(AWSError) -> Live {
    do throws(AWSError) {
      let arn = try await iam.arn(of: principal)
      guard arn == principal.arn else {
        return .gone("\(principal.arn) is gone: the \(principal.kind.rawValue.lowercased()) of that name is now \(AWSError.tidy(arn))")
      }
      return .there(try await iam.attachedPolicies(of: principal))
    } catch {
      guard error.code == "NoSuchEntity" else { throw error }
      return .gone("\(principal.arn) is gone: AWS knows no such \(principal.kind.rawValue.lowercased())")
    }
  }

  /// - Returns: false where the principal is gone.
  private func attach(_ policy: DenyPolicy, _ principal: AWSPrincipal, _ iam: IAMClient) async throws(AWSError) -> Bool {
    do throws(AWSError) {
      try await iam.attach(policies.arn(policy, account: principal.account), to: principal)
      return true
    } catch {
      // The principal or the policy: the message says which, in words that may change.
      guard error.code == "NoSuchEntity" else { throw error }
      if case .gone = try await read(principal, iam) { return false }
      throw AWSError(
        kind: .refused, operation: error.operation, code: error.code,
        message: "\(policies.arn(policy, account: principal.account)) is not there; make it with deploy/aws",
        requestIdentifier: error.requestIdentifier)
    }
  }

  /// What is not attached, or not there, needs no detaching.
  private func detach(_ policy: DenyPolicy, _ principal: AWSPrincipal, _ iam: IAMClient) async throws(AWSError) {
    do throws(AWSError) {
      try await iam.detach(policies.arn(policy, account: principal.account), from: principal)
    } catch {
      guard error.code == "NoSuchEntity" else { throw error }
    }
  }

  private func waitForHandover() async throws(AWSError) {
    guard (try? await retry.sleep(settings.handoverNanoseconds)) != nil else {
      throw AWSError(kind: .transient, operation: "iam:DetachRolePolicy", message: "cancelled before the wider deny was taken away")
    }
  }
}
