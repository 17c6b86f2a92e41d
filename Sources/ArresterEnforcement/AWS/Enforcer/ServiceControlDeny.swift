import ArresterBase

/// Denies by a service control policy of its own for each principal, on the principal's account.
///
/// It binds roles that refuse edits, and no identity of the account can take it away. It does not bind the management account and
/// service-linked roles, and an account takes five policies at most.
struct ServiceControlDeny: AWSDeny {
  /// What is there under our name.
  struct Live: Sendable, Equatable {
    var identifier: String
    var content: String
    var isAttached: Bool
  }

  enum Step: String, Sendable, CaseIterable { case create, update, attach, detach, delete }

  private let settings: AWSEnforcerSettings
  private let accounts: AWSAccounts

  init(_ settings: AWSEnforcerSettings, _ accounts: AWSAccounts) {
    self.settings = settings
    self.accounts = accounts
  }

  func plan(_ order: DenyOrder, _ principal: AWSPrincipal) async throws(EnforcementError) -> EnforcementPlan {
    let wanted = try wanted(order, principal)
    do throws(AWSError) {
      let organizations = await accounts.organizations()
      try await requireBound(principal, organizations)
      let live = try await find(principal, organizations)
      try requireOurs(live, principal)
      let steps = steps(wanted, live)
      return EnforcementPlan(
        order: order, steps: steps.map { text($0, principal) }, snapshot: snapshot(principal, live),
        inverse: inverse(steps, live, principal))
    } catch {
      throw conflictOrError(error)
    }
  }

  func apply(_ plan: EnforcementPlan, _ principal: AWSPrincipal) async throws(EnforcementError) {
    let wanted = try wanted(plan.order, principal)
    do throws(AWSError) {
      let organizations = await accounts.organizations()
      // Read again: its identifier is AWS's, and another try may have come this far already.
      var live = try await find(principal, organizations)
      try requireOurs(live, principal)
      for step in steps(wanted, live) { live = try await carryOut(step, wanted, live, principal, organizations) }
    } catch {
      throw conflictOrError(error)
    }
  }

  func verify(_ order: DenyOrder, _ principal: AWSPrincipal) async throws(EnforcementError) -> Verification {
    let wanted = try wanted(order, principal)
    do throws(AWSError) {
      let live = try await find(principal, await accounts.organizations())
      try requireOurs(live, principal)
      let missing = steps(wanted, live)
      guard missing.isEmpty else {
        return Verification(holds: false, detail: "still to do: " + missing.map { text($0, principal) }.joined(separator: "; "))
      }
      return Verification(
        holds: true, detail: wanted == nil ? "no policy for it is there" : "\(name(principal)) is on \(principal.account)")
    } catch {
      throw conflictOrError(error)
    }
  }

  func check() async -> [Problem] {
    var problems: [Problem] = []
    let organizations = await accounts.organizations()
    do throws(AWSError) {
      _ = try await organizations.managementAccount()
      _ = try await organizations.allPolicies()
    } catch {
      problems.append((error.enforcementError.detail, "credentials that may read the organization and its service control policies"))
      return problems
    }
    for arn in settings.expectedPrincipals {
      do {
        let principal = try AWSPrincipal(arn)
        try await requireBound(principal, organizations)
        let count = try await organizations.policies(on: principal.account).count
        if count >= 5 { problems.append(("\(principal.account) has \(count) service control policies", "at most 4: one more must fit")) }
      } catch let error as AWSError {
        problems.append((error.enforcementError.detail, "an account that service control policies bind"))
      } catch {
        problems.append(("\(arn): \((error as? EnforcementError)?.detail ?? "\(error)")", "an ARN of a role or user"))
      }
    }
    return problems
  }

  // MARK: - What is wanted and what is there

  /// nil: no policy.
  private func wanted(_ order: DenyOrder, _ principal: AWSPrincipal) throws(EnforcementError) -> String? {
    guard !principal.path.hasPrefix("/aws-service-role/") else {
      throw EnforcementError(.permanent, principal.refusesEdits ?? "a service-linked role")
    }
    guard let documents = documents(principal) else {
      throw EnforcementError(
        .permanent, "the path of \(principal.arn) holds *, ? or $, which a condition reads as something else; deny it by an attached policy"
      )
    }
    switch order.extent {
    case .allWrites: return documents.writes
    case .destructiveWrites: return documents.destruction
    case .nothing: return nil
    }
  }

  private func documents(_ principal: AWSPrincipal) -> (writes: String, destruction: String)? {
    guard let name = ConditionText(principal.arn) else { return nil }
    let limit = DenyDocuments.maximumServiceControlPolicy
    return (DenyDocuments.writes(within: limit, for: name).text, DenyDocuments.destruction(within: limit, for: name).text)
  }

  /// The same for the same principal, and no longer than AWS takes.
  private func name(_ principal: AWSPrincipal) -> String { "arrester-deny-\(SHA256.identifier(of: [principal.arn]))" }

  private func requireBound(_ principal: AWSPrincipal, _ organizations: OrganizationsClient) async throws(AWSError) {
    guard try await organizations.managementAccount() != principal.account else {
      throw AWSError(
        kind: .refused, operation: "organizations:AttachPolicy",
        message: "\(principal.account) is the organization's management account, which service control policies do not bind")
    }
  }

  private func find(_ principal: AWSPrincipal, _ organizations: OrganizationsClient) async throws(AWSError) -> Live? {
    let name = name(principal)
    let attached = try await organizations.policies(on: principal.account).first { $0.name == name }
    let summary: OrganizationsClient.PolicySummary?
    if let attached { summary = attached } else { summary = try await organizations.allPolicies().first { $0.name == name } }
    guard let summary else { return nil }
    return Live(identifier: summary.id, content: try await organizations.content(summary.id), isAttached: attached != nil)
  }

  /// Ours says one of two things; anything else is somebody else's work.
  private func requireOurs(_ live: Live?, _ principal: AWSPrincipal) throws(AWSError) {
    guard let live, let documents = documents(principal) else { return }
    let digest = PolicyDigest.of(live.content)
    guard digest == PolicyDigest.of(documents.writes) || digest == PolicyDigest.of(documents.destruction) else {
      throw AWSError(
        kind: .refused, operation: "organizations:DescribePolicy", code: AttachedDeny.conflictCode,
        message: "the service control policy \(name(principal)) (\(live.identifier)) does not say what this version of Arrester wrote: "
          + "somebody changed it, or it is of another version; look at it, then detach and delete it by hand")
    }
  }

  private func steps(_ wanted: String?, _ live: Live?) -> [Step] {
    guard let wanted else {
      guard let live else { return [] }
      return live.isAttached ? [.detach, .delete] : [.delete]
    }
    guard let live else { return [.create, .attach] }
    let isCurrent = PolicyDigest.of(live.content) == PolicyDigest.of(wanted)
    return (isCurrent ? [] : [.update]) + (live.isAttached ? [] : [.attach])
  }

  // MARK: - Doing it

  private func carryOut(
    _ step: Step, _ wanted: String?, _ live: Live?, _ principal: AWSPrincipal, _ organizations: OrganizationsClient
  ) async throws(AWSError) -> Live? {
    var live = live
    do throws(AWSError) {
      switch (step, wanted, live?.identifier) {
      case (.create, let wanted?, _):
        let identifier = try await organizations.create(name(principal), description: "Arrester denies \(principal.name)", content: wanted)
        live = Live(identifier: identifier, content: wanted, isAttached: false)
      case (.update, let wanted?, let identifier?): try await organizations.update(identifier, content: wanted)
      case (.attach, _, let identifier?): try await organizations.attach(identifier, to: principal.account)
      case (.detach, _, let identifier?): try await organizations.detach(identifier, from: principal.account)
      case (.delete, _, let identifier?): try await organizations.delete(identifier)
      default: break
      }
    } catch {
      // An earlier try got through, and its answer did not.
      let done: Set<String> = ["DuplicatePolicyAttachmentException", "PolicyNotAttachedException", "PolicyNotFoundException"]
      if error.code == "DuplicatePolicyException" { return try await find(principal, organizations) }
      guard done.contains(error.code), error.code != "PolicyNotFoundException" || step == .detach || step == .delete else { throw error }
    }
    return live
  }

  private func conflictOrError(_ error: AWSError) -> EnforcementError {
    error.code == AttachedDeny.conflictCode ? EnforcementError(.conflict, error.message) : error.enforcementError
  }

  // MARK: - In words

  private func text(_ step: Step, _ principal: AWSPrincipal) -> String {
    let place = step == .attach ? " to account \(principal.account)" : step == .detach ? " from account \(principal.account)" : ""
    return "\(step.rawValue) the service control policy \(name(principal))\(place), which names \(principal.arn)"
  }

  private func snapshot(_ principal: AWSPrincipal, _ live: Live?) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("principal", principal.arn)
      json.field("policyName", name(principal))
      guard let live else { return }
      json.field("PolicyId", live.identifier)
      json.field("isAttached", live.isAttached)
      json.field("Content", live.content)
    }
    return json.bytes
  }

  private func inverse(_ steps: [Step], _ live: Live?, _ principal: AWSPrincipal) -> [String] {
    let identifier = live?.identifier ?? "POLICY_ID_OF_\(name(principal))"
    let target = "--policy-id '\(identifier)' --target-id '\(principal.account)'"
    return steps.reversed().map { step in
      switch step {
      case .create: "aws organizations delete-policy --policy-id '\(identifier)'"
      case .update: "aws organizations update-policy --policy-id '\(identifier)' --content with Content of the snapshot"
      case .attach: "aws organizations detach-policy \(target)"
      case .detach: "aws organizations attach-policy \(target)"
      case .delete: "aws organizations create-policy --type SERVICE_CONTROL_POLICY --name '\(name(principal))' with Content of the snapshot"
      }
    }
  }
}
