import ArresterBase

/// What a person reads: steps, their inverse, and what was there before.
extension AttachedDeny {
  /// Marks an error as a conflict on its way through code that throws `AWSError`.
  static let conflictCode = "ArresterConflict"

  func text(_ step: Step, _ principal: AWSPrincipal) -> String {
    switch step {
    case .attach(let policy): "attach \(policies.arn(policy, account: principal.account)) to \(principal.arn)"
    case .detach(let policy): "detach \(policies.arn(policy, account: principal.account)) from \(principal.arn)"
    }
  }

  /// With the command line of AWS. Names and ARNs hold nothing that a shell would take for its own within single quotes.
  func inverse(_ step: Step, _ principal: AWSPrincipal) -> String {
    let kind = principal.kind.rawValue.lowercased()
    let verb: String
    let policy: DenyPolicy
    switch step {
    case .attach(let attached): (verb, policy) = ("detach", attached)
    case .detach(let detached): (verb, policy) = ("attach", detached)
    }
    let arn = policies.arn(policy, account: principal.account)
    return "aws iam \(verb)-\(kind)-policy --\(kind)-name '\(principal.name)' --policy-arn '\(arn)'"
  }

  func snapshot(_ principal: AWSPrincipal, _ live: Live) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("principal", principal.arn)
      guard case .there(let attached) = live else { return json.field("gone", true) }
      json.key("attachedPolicies")
      json.array { json in
        for policy in attached {
          json.object { json in
            json.field("PolicyName", policy.name)
            json.field("PolicyArn", policy.arn)
          }
        }
      }
    }
    return json.bytes
  }

  func confirmation(_ extent: DenyOrder.Extent, _ principal: AWSPrincipal) -> String {
    switch extent {
    case .allWrites: "\(policies.arn(.writes, account: principal.account)) is attached, and says what it must"
    case .destructiveWrites: "\(policies.arn(.destructive, account: principal.account)) is attached, and says what it must"
    case .nothing: "neither deny policy is attached"
    }
  }

  /// What a person must look at first: a policy that this order relies on, or would take away, and that is not the one we made.
  func requireUnchanged(
    _ extent: DenyOrder.Extent, _ steps: [Step], _ principal: AWSPrincipal, _ iam: IAMClient
  ) async throws(AWSError) {
    var involved: [DenyPolicy] =
      switch extent {
      case .allWrites: [.writes]
      case .destructiveWrites: [.destructive]
      case .nothing: []
      }
    for case .detach(let policy) in steps where !involved.contains(policy) { involved.append(policy) }
    for policy in involved {
      if let difference = try await policies.difference(policy, account: principal.account, iam) {
        throw AWSError(kind: .refused, operation: "iam:GetPolicyVersion", code: AttachedDeny.conflictCode, message: difference)
      }
    }
  }

  func conflictOrError(_ error: AWSError) -> EnforcementError {
    error.code == AttachedDeny.conflictCode ? EnforcementError(.conflict, error.message) : error.enforcementError
  }
}
