/// What would keep the deny from working when a trip comes.
extension AttachedDeny {
  func check() async -> [Problem] {
    let we: STSClient.Caller
    do throws(AWSError) {
      we = try await accounts.whoWeAre()
    } catch {
      return [(error.enforcementError.detail, "credentials that AWS knows")]
    }
    var problems: [Problem] = []
    var principals: [AWSPrincipal] = []
    for arn in settings.expectedPrincipals {
      do throws(EnforcementError) {
        principals.append(try AWSPrincipal(arn))
      } catch {
        problems.append((error.detail, "an ARN of a role or user in expectedPrincipals"))
      }
    }
    for account in Set(principals.map(\.account) + [we.account]).sorted() {
      problems += await check(account, we)
    }
    for principal in principals { problems += await check(principal) }
    return problems
  }

  private func check(_ account: String, _ we: STSClient.Caller) async -> [Problem] {
    var problems: [Problem] = []
    for policy in DenyPolicy.allCases {
      let arn = policies.arn(policy, account: account)
      do throws(AWSError) {
        if let difference = try await policies.difference(policy, account: account, try await accounts.iam(account)) {
          problems.append((difference, "the document of deploy/aws/arrester-deny-\(policy.rawValue).json"))
        }
      } catch {
        let isMissing = error.code == "NoSuchEntity"
        problems.append(
          (
            isMissing ? "\(arn) is not there" : error.enforcementError.detail,
            isMissing ? "the policy of deploy/aws/arrester-deny-\(policy.rawValue).json in account \(account)" : "a policy that can be read"
          ))
      }
    }
    return account == we.account ? problems + (await checkRights(we)) : problems
  }

  /// By AWS's own simulator. In other accounts it is the assumed role's policy that counts, and reading there is what shows.
  private func checkRights(_ we: STSClient.Caller) async -> [Problem] {
    do throws(AWSError) {
      let iam = try await accounts.iam(we.account)
      guard let ourselves = try await ourARN(we, iam) else { return [] }
      var denied: [String] = []
      for policy in DenyPolicy.allCases {
        let arn = policies.arn(policy, account: we.account)
        for kind in ["Role", "User"] {
          let resource = "arn:\(settings.partition):iam::\(we.account):\(kind.lowercased())/arrester-check"
          let missing = try await iam.denied(
            ["iam:Attach\(kind)Policy", "iam:Detach\(kind)Policy"], to: ourselves, on: resource,
            context: [(key: "iam:PolicyARN", value: arn)])
          denied += missing.map { "\($0) of \(arn)" }
        }
      }
      guard !denied.isEmpty else { return [] }
      return [("\(ourselves) lacks \(denied.joined(separator: ", "))", "the rights of deploy/aws/arrester-role-policy.json")]
    } catch {
      return [("its rights could not be tested: \(error.enforcementError.detail)", "iam:SimulatePrincipalPolicy on Arrester's own role")]
    }
  }

  /// The simulator wants the role and not its session. nil: root, which may do everything.
  private func ourARN(_ we: STSClient.Caller, _ iam: IAMClient) async throws(AWSError) -> String? {
    if we.arn.hasSuffix(":root") { return nil }
    let parts = we.arn.split(separator: "/")
    guard we.arn.contains(":assumed-role/"), parts.count >= 2,
      let role = try? AWSPrincipal("arn:\(settings.partition):iam::\(we.account):role/\(parts[1])")
    else { return we.arn }
    return try await iam.arn(of: role)
  }

  private func check(_ principal: AWSPrincipal) async -> [Problem] {
    if let refusal = principal.refusesEdits { return [(refusal, "a principal to which policies can be attached")] }
    do throws(AWSError) {
      let iam = try await accounts.iam(principal.account)
      guard case .there(let attached) = try await read(principal, iam) else {
        return [("\(principal.arn) is not there", "an existing role or user in expectedPrincipals")]
      }
      let quotas = try await iam.attachmentQuotas()
      let quota = (principal.kind == .role ? quotas.role : quotas.user) ?? 10
      let needed = DenyPolicy.allCases.filter { !isAttached($0, attached, principal) }.count
      guard attached.count + needed > quota else { return [] }
      return [
        (
          "\(principal.arn) has \(attached.count) managed policies of \(quota)",
          "room for \(needed) more: the deny, and that of probation beside it"
        )
      ]
    } catch {
      return [("\(principal.arn): \(error.enforcementError.detail)", "a principal that Arrester may read")]
    }
  }
}
