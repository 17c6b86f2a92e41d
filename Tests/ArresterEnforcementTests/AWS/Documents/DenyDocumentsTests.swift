import ArresterEvents
import Testing

@testable import ArresterEnforcement

@Suite("The documents that deny")
struct DenyDocumentsTests {
  private static let administrator = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"

  /// Compiled once: the documents are long.
  private static let writes = Result { try answers(DenyDocuments.writes()) }
  private static let destruction = Result { try answers(DenyDocuments.destruction()) }
  private static let shortWrites = Result { try answers(DenyDocuments.writes(within: 5120)) }
  private static let shortDestruction = Result { try answers(DenyDocuments.destruction(within: 5120)) }

  private static func answers(_ document: PolicyDocument) throws -> PolicyEvaluator {
    try PolicyEvaluator([administrator, document.text])
  }

  @Test("were compared with every action that the model knows")
  func table() { #expect(KnownActions.all.count > 20_000) }

  @Test("fit into what AWS takes, however little that is", arguments: [6144, 5120, 3000])
  func size(limit: Int) throws {
    let name = try #require(ConditionText("arn:aws:iam::123456789012:role/" + String(repeating: "p", count: 500)))
    let documents = [
      DenyDocuments.writes(within: limit), DenyDocuments.destruction(within: limit), DenyDocuments.writes(within: limit, for: name),
      DenyDocuments.destruction(within: limit, for: name),
    ]
    for document in documents {
      #expect(document.characters <= limit)
      #expect(document.characters > limit - 400, "there is room for more")
    }
  }

  @Test("name no service by a wildcard, which AWS refuses, and put wildcards at the end only, as older organizations want it")
  func patterns() {
    for document in [DenyDocuments.writes(), DenyDocuments.destruction()] {
      for statement in document.statements {
        let names =
          switch statement.actions {
          case .only(let names), .allBut(let names): names
          }
        for name in names {
          let parts = name.split(separator: ":", omittingEmptySubsequences: false)
          #expect(parts.count == 2 && !parts[0].isEmpty && !parts[0].contains("*") && !parts[1].dropLast().contains("*"), "\(name)")
        }
        #expect(Set(names).count == names.count, "said twice")
      }
    }
  }

  @Test("deny-writes denies every action that is no read, and lets through close to half of those that are")
  func writes() throws {
    let policy = try Self.writes.get()
    let through = try KnownActions.all.filter { try policy.answer($0.name) == .allowed }
    #expect(through.filter { !$0.isRead }.map(\.name) == [])
    #expect(through.filter { $0.effect != .read }.map(\.name) == [])
    let share = Double(through.count) / Double(KnownActions.all.filter(\.isRead).count)
    #expect(share > 0.40, "\(through.count) reads, \(share)")
  }

  @Test(
    "deny-writes lets people and agents look at what happened",
    arguments: [
      "ec2:DescribeInstances", "s3:ListAllMyBuckets", "s3:GetObject", "iam:GetRole", "cloudtrail:LookupEvents", "rds:DescribeDBInstances",
      "logs:FilterLogEvents", "cloudwatch:GetMetricData", "sts:GetCallerIdentity", "dynamodb:Query", "lambda:ListFunctions",
      "cloudformation:DescribeStackEvents", "eks:DescribeCluster", "organizations:DescribeAccount", "apigateway:GET",
    ])
  func reads(action: String) throws { #expect(try Self.writes.get().answer(action) == .allowed) }

  @Test(
    "both deny their own removal, other roles, passing them, and everything that gives out keys and tokens",
    arguments: [
      "iam:DetachRolePolicy", "iam:DetachUserPolicy", "iam:DeletePolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion",
      "iam:DeletePolicyVersion", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy",
      "iam:CreateRole",
      "iam:PassRole", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:DeleteRolePermissionsBoundary", "iam:AddUserToGroup",
      "iam:CreateServiceSpecificCredential", "iam:UploadSigningCertificate", "iam:CreateVirtualMFADevice", "iam:TagRole",
      "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoot", "sts:GetFederationToken",
      "sts:GetSessionToken", "sts:GetServiceBearerToken", "ecr:GetAuthorizationToken", "codeartifact:GetAuthorizationToken",
      "redshift:GetClusterCredentials", "rds-db:connect", "cognito-identity:GetCredentialsForIdentity", "ec2:GetPasswordData",
      "s3:GetDataAccess", "lakeformation:GetDataAccess", "sso:CreateAccountAssignment", "kms:CreateGrant", "kms:PutKeyPolicy",
      "ssm:SendCommand", "ssm:StartSession", "ecs:ExecuteCommand", "cloudshell:CreateSession", "ec2-instance-connect:SendSSHPublicKey",
      "organizations:DetachPolicy", "organizations:LeaveOrganization", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail",
      "config:StopConfigurationRecorder", "guardduty:UpdateDetector", "backup:UpdateRecoveryPointLifecycle", "nobody:Knows",
    ])
  func waysRound(action: String) throws {
    #expect(try Self.writes.get().answer(action) == .explicitDeny)
    #expect(try Self.destruction.get().answer(action) == .explicitDeny)
    #expect(try Self.shortWrites.get().answer(action) == .explicitDeny)
    #expect(try Self.shortDestruction.get().answer(action) == .explicitDeny)
  }

  @Test("deny-writes denies what hands out secrets", arguments: ["secretsmanager:GetSecretValue", "ssm:GetParameter", "kms:Decrypt"])
  func secrets(action: String) throws { #expect(try Self.writes.get().answer(action) == .explicitDeny) }

  @Test("deny-destructive denies every action that destroys or disrupts", arguments: [false, true])
  func destruction(isShort: Bool) throws {
    let policy = try (isShort ? Self.shortDestruction : Self.destruction).get()
    let destructive = KnownActions.all.filter { $0.effect == .delete || $0.effect == .disrupt }
    #expect(destructive.count > 3000)
    #expect(try destructive.filter { try policy.answer($0.name) != .explicitDeny }.map(\.name) == [])
  }

  @Test(
    "deny-destructive lets honest work begin again",
    arguments: [
      "ec2:RunInstances", "ec2:CreateTags", "s3:PutObject", "s3:CreateBucket", "rds:CreateDBInstance", "lambda:UpdateFunctionCode",
      "dynamodb:PutItem", "ecs:UpdateService", "cloudformation:CreateStack", "sqs:SendMessage", "logs:PutLogEvents", "kms:Decrypt",
      "secretsmanager:GetSecretValue", "ec2:DescribeInstances", "iam:GetRole", "sns:Publish", "states:StartExecution",
    ])
  func honestWork(action: String) throws { #expect(try Self.destruction.get().answer(action) == .allowed) }

  @Test("whatever is denied on probation is denied by deny-writes too, unless it is a read")
  func nesting() throws {
    let wider = try Self.writes.get()
    let narrower = try Self.destruction.get()
    for action in KnownActions.all where !action.isRead {
      guard try narrower.answer(action.name) == .explicitDeny else { continue }
      #expect(try wider.answer(action.name) == .explicitDeny, "\(action.name)")
    }
  }

  @Test("for an organization deny the one principal, and nobody else")
  func organization() throws {
    let arn = "arn:aws:iam::123456789012:role/agents/deploy+1=a,b.c@d_e"
    let name = try #require(ConditionText(arn))
    for document in [DenyDocuments.writes(for: name), DenyDocuments.destruction(for: name)] {
      let policy = try Self.answers(document)
      #expect(try policy.answer("ec2:TerminateInstances", ["aws:PrincipalArn": arn]) == .explicitDeny)
      #expect(try policy.answer("ec2:TerminateInstances", ["aws:PrincipalArn": arn + "2"]) == .allowed)
      #expect(try policy.answer("ec2:TerminateInstances") == .allowed)
    }
  }

  @Test(
    "are not written for a name that a condition would read as something else",
    arguments: [
      "arn:aws:iam::123456789012:role/*", "arn:aws:iam::123456789012:role/a?", "arn:aws:iam::123456789012:user/${aws:username}",
      "arn:aws:iam::123456789012:role/${*}",
    ])
  func wildcards(arn: String) { #expect(ConditionText(arn) == nil) }

  @Test("stay JSON whatever the name", arguments: ["\"", "\\", "ü", "e\u{301}", "\n", "\"},\"Effect\":\"Allow\"", "日本"])
  func quoting(part: String) throws {
    let arn = "arn:aws:iam::123456789012:role/\(part)"
    let name = try #require(ConditionText(arn))
    let policy = try Self.answers(DenyDocuments.writes(for: name))
    #expect(try policy.answer("ec2:TerminateInstances", ["aws:PrincipalArn": arn]) == .explicitDeny)
    #expect(try policy.answer("ec2:TerminateInstances", ["aws:PrincipalArn": "arn:aws:iam::123456789012:role/other"]) == .allowed)
  }
}

@Suite("The digest of a policy")
struct PolicyDigestTests {
  private let written = DenyDocuments.writes().text

  @Test("is the same for another spelling of the same policy")
  func spelling() throws {
    let digest = try #require(
      PolicyDigest.of("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"a:B\",\"a:C\"],\"Effect\":\"Deny\"}]}"))
    #expect(
      PolicyDigest.of("{ \"Statement\" : {\"Effect\":\"Deny\",\n\"Action\":[\"a:C\",\"a:B\"]},\"Version\":\"2012-10-17\" }") == digest)
    #expect(PolicyDigest.of("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"a:B\",\"a:C\"],\"Effect\":[\"Deny\"]}]}") == digest)
  }

  @Test(
    "is another one for anything that changes what is denied",
    arguments: [
      ("Deny", "Allow"), ("ec2:Describe*", "ec2:*"), ("\"Resource\":\"*\"", "\"Resource\":\"arn:aws:s3:::x\""), ("NotAction", "Action"),
      ("\"Resource\":\"*\"", "\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":true}}"), ("2012-10-17", "2008-10-17"),
    ])
  func change(from: String, to: String) {
    let changed = written.replacing(from, with: to, maxReplacements: 1)
    #expect(changed != written && PolicyDigest.of(changed) != PolicyDigest.of(written) && PolicyDigest.of(written) != nil)
  }

  @Test("of what is no policy is none", arguments: ["", "[]", "{", "7", "\"x\""])
  func nonsense(text: String) { #expect(PolicyDigest.of(text) == nil) }
}

@Suite("Arrester's own rights")
struct LeastPrivilegeTests {
  private let policies = [
    "arn:aws:iam::123456789012:policy/arrester-deny-writes", "arn:aws:iam::123456789012:policy/arrester-deny-destructive",
  ]
  private let role = "arn:aws:iam::123456789012:role/agents/deploy"

  private func policy() throws -> PolicyEvaluator {
    try PolicyEvaluator([LeastPrivilege.document(partition: "aws", account: "123456789012", policies: policies).text])
  }

  @Test("are to attach and detach its two policies, on roles and users of the account")
  func attach() throws {
    let policy = try policy()
    for action in ["iam:AttachRolePolicy", "iam:DetachRolePolicy"] {
      for arn in policies { #expect(try policy.answer(action, on: role, ["iam:PolicyARN": arn]) == .allowed) }
      #expect(try policy.answer(action, on: role, ["iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"]) == .implicitDeny)
      #expect(try policy.answer(action, on: role) == .implicitDeny)
      #expect(try policy.answer(action, on: "arn:aws:iam::999999999999:role/x", ["iam:PolicyARN": policies[0]]) == .implicitDeny)
    }
  }

  @Test("are nothing else that changes anything")
  func nothingElse() throws {
    let policy = try policy()
    let context = ["iam:PolicyARN": policies[0]]
    let changing = try KnownActions.all.filter { action in
      guard !action.isRead else { return false }
      return try [role, policies[0]].contains { try policy.answer(action.name, on: $0, context) == .allowed }
    }
    #expect(changing.map(\.name) == ["iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:DetachRolePolicy", "iam:DetachUserPolicy"])
  }
}
