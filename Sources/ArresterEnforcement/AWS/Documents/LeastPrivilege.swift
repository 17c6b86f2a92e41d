/// What Arrester itself may do in an account: attach and detach two policies, and read.
enum LeastPrivilege {
  /// Changing what a policy says is not among it: with that, or with inline policies, Arrester would be an administrator.
  /// - Parameters:
  ///   - account: twelve digits, or what a template writes there.
  ///   - policies: the ARNs of the two deny policies.
  static func document(partition: String, account: String, policies: [String]) -> PolicyDocument {
    let prefix = "arn:\(partition):iam::\(account)"
    let principals = ["\(prefix):role/*", "\(prefix):user/*"]
    let onlyOurs = PolicyDocument.Statement.Condition(test: "ArnEquals", key: "iam:PolicyARN", values: policies)
    return PolicyDocument(statements: [
      PolicyDocument.Statement(
        identifier: "AttachTheDenyPolicies", effect: .allow,
        actions: .only(["iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:DetachRolePolicy", "iam:DetachUserPolicy"]),
        resources: principals, conditions: [onlyOurs]),
      PolicyDocument.Statement(
        identifier: "ReadPrincipals", effect: .allow,
        actions: .only(["iam:GetRole", "iam:GetUser", "iam:ListAttachedRolePolicies", "iam:ListAttachedUserPolicies"]),
        resources: principals),
      PolicyDocument.Statement(
        identifier: "ReadTheDenyPolicies", effect: .allow, actions: .only(["iam:GetPolicy", "iam:GetPolicyVersion"]), resources: policies),
      PolicyDocument.Statement(
        identifier: "CheckOwnRights", effect: .allow, actions: .only(["iam:SimulatePrincipalPolicy"]), resources: principals),
      PolicyDocument.Statement(identifier: "ReadQuotas", effect: .allow, actions: .only(["iam:GetAccountSummary"])),
    ])
  }
}
