import Testing

@testable import ArresterEvents

@Suite("Resources: a create and a delete of the same thing meet")
struct CreateDeletePairTests {
  @Test("in type and name, and are a create and a removal", arguments: CreateDeletePair.all)
  func meet(_ pair: CreateDeletePair) throws {
    let create = try #require(pair.create.event)
    let delete = try #require(pair.delete.event)
    #expect([.create, .modify].contains(create.effect))
    #expect(delete.effect.isDestructive)
    #expect(create.resourceType == delete.resourceType)
    #expect(create.itemCount == 1 && delete.itemCount == 1)
    #expect(CreateDeletePair.meet(pair.create, pair.delete), "\(create.resources.map(\.names)) and \(delete.resources.map(\.names))")
  }

  @Test("but not in another region or account", arguments: CreateDeletePair.databases + CreateDeletePair.compute)
  func elsewhere(_ pair: CreateDeletePair) {
    #expect(!CreateDeletePair.meet(pair.create.with(\.region, "us-west-2"), pair.delete))
    let other = pair.create.with(\.more, #","readOnly":false,"recipientAccountId":"9""#)
    #expect(!CreateDeletePair.meet(other, pair.delete))
  }

  @Test("no pair meets another pair of another type")
  func types() {
    let pairs = CreateDeletePair.all.map { ($0, CreateDeletePair.aliases($0.create), $0.create.event?.resourceType) }
    for (pair, _, type) in pairs {
      let removed = CreateDeletePair.aliases(pair.delete)
      for (other, made, otherType) in pairs
      where otherType != type && !Self.isTarget(type, of: otherType) && !Self.isTarget(otherType, of: type) {
        #expect(made.isDisjoint(with: removed), "\(other.testDescription) meets \(pair.testDescription)")
      }
    }
  }

  /// What changes a role's permissions is also known by the role.
  private static func isTarget(_ type: String?, of other: String?) -> Bool {
    type == "iam:Role" && other?.hasPrefix("iam:RolePolicy") == true || type == "iam:RolePolicy" && other == "iam:RolePolicyAttachment"
  }

  private static let region = "eu-west-1:111122223333"

  /// What ends alike, or has a neighbour's word in its name, is still another thing: creating one must never excuse removing the other.
  static let strangers: [CreateDeletePair] = [
    .init("ssm", "PutParameter", #"{"name":"/scratch/password"}"#, "null", "DeleteParameter", #"{"name":"/prod/db/password"}"#),
    .init(
      "ssm", "PutParameter", #"{"name":"/scratch/password"}"#, "null", "DeleteParameter",
      #"{"name":"arn:aws:ssm:\#(region):parameter/prod/password"}"#),
    .init("logs", "CreateLogGroup", #"{"logGroupName":"/scratch/api"}"#, "null", "DeleteLogGroup", #"{"logGroupName":"/aws/lambda/api"}"#),
    .init("logs", "CreateLogGroup", #"{"logGroupName":"api"}"#, "null", "DeleteLogGroup", #"{"logGroupName":"/aws/lambda/api"}"#),
    .init(
      "logs", "CreateLogGroup", #"{"logGroupName":"/aws/batch/123456789012"}"#, "null", "DeleteLogGroup",
      #"{"logGroupName":"/aws/batch/123456789013"}"#),
    .init(
      "secretsmanager", "CreateSecret", #"{"name":"scratch/db"}"#, #"{"aRN":"arn:aws:secretsmanager:\#(region):secret:scratch/db-AbCdEf"}"#,
      "DeleteSecret", #"{"secretId":"arn:aws:secretsmanager:\#(region):secret:prod/db-ZzYyXx"}"#),
    .init(
      "secretsmanager", "CreateSecret", #"{"name":"db"}"#, #"{"aRN":"arn:aws:secretsmanager:\#(region):secret:db-AbCdEf"}"#, "DeleteSecret",
      #"{"secretId":"prod/db"}"#),
    .init(
      "ecr", "CreateRepository", #"{"repositoryName":"scratch/app"}"#,
      #"{"repository":{"repositoryArn":"arn:aws:ecr:\#(region):repository/scratch/app"}}"#, "DeleteRepository",
      #"{"repositoryName":"arn:aws:ecr:\#(region):repository/prod/app"}"#),
    .init(
      "kms", "CreateKey", "{}",
      #"{"keyMetadata":{"keyId":"1234abcd-12ab-34cd-56ef-1234567890ab","arn":"arn:aws:kms:\#(region):key/1234abcd-12ab-34cd-56ef-1234567890ab"}}"#,
      "ScheduleKeyDeletion", #"{"keyId":"arn:aws:kms:\#(region):key/9999abcd-12ab-34cd-56ef-1234567890ab"}"#),
    .init(
      "dynamodb", "CreateBackup", #"{"tableName":"t","backupName":"x"}"#,
      #"{"backupDetails":{"backupArn":"arn:aws:dynamodb:\#(region):table/t/backup/01489602797149-73d8d5bc"}}"#, "DeleteBackup",
      #"{"backupArn":"arn:aws:dynamodb:\#(region):table/t/backup/01489000000000-aaaaaaaa"}"#),
    .init(
      "cognito-identity", "CreateIdentityPool", #"{"identityPoolName":"x"}"#,
      #"{"identityPoolId":"eu-west-1:0f6b9d3e-1111-2222-3333-444455556666"}"#, "DeleteIdentityPool",
      #"{"identityPoolId":"eu-west-1:aaaa9d3e-1111-2222-3333-444455556666"}"#),
    .init(
      "acm", "ImportCertificate", "{}", #"{"certificateArn":"arn:aws:acm:\#(region):certificate/0f6b9d3e-1111-2222-3333-444455556666"}"#,
      "DeleteCertificate", #"{"certificateArn":"arn:aws:acm:\#(region):certificate/aaaa9d3e-1111-2222-3333-444455556666"}"#),
    .init(
      "ecs", "RunTask", #"{"cluster":"c"}"#, #"{"tasks":[{"taskArn":"arn:aws:ecs:\#(region):task/c/0123456789abcdef0123456789abcdef"}]}"#,
      "StopTask", #"{"cluster":"c","task":"arn:aws:ecs:\#(region):task/c/ffff456789abcdef0123456789abcdef"}"#),
    .init(
      "ec2", "CreateSubnet", #"{"vpcId":"vpc-1"}"#, #"{"subnet":{"subnetId":"subnet-1","vpcId":"vpc-1"}}"#, "DeleteSubnet",
      #"{"subnetId":"subnet-2"}"#),
    .init(
      "rds", "RestoreDBInstanceFromDBSnapshot", #"{"dBInstanceIdentifier":"copy","dBSnapshotIdentifier":"orders"}"#, "null",
      "DeleteDBInstance", #"{"dBInstanceIdentifier":"orders"}"#),
    .init(
      "iam", "PutRolePolicy", #"{"roleName":"scratch","policyName":"p"}"#, "null", "DeleteRolePolicy",
      #"{"roleName":"prod","policyName":"p"}"#),
    .init(
      "secretsmanager", "CreateSecret", #"{"name":"db-master"}"#, #"{"aRN":"arn:aws:secretsmanager:\#(region):secret:db-master-AbCdEf"}"#,
      "DeleteSecret", #"{"secretId":"db-reader"}"#),
    .init(
      "iam", "CreatePolicyVersion", #"{"policyArn":"arn:aws:iam::1:policy/p"}"#, #"{"policyVersion":{"versionId":"v2"}}"#, "DeletePolicy",
      #"{"policyArn":"arn:aws:iam::1:policy/p"}"#),
    .init("identitystore", "CreateGroupMembership", #"{"groupId":"g"}"#, #"{"membershipId":"m"}"#, "DeleteGroup", #"{"groupId":"g"}"#),
    .init(
      "ec2", "CreateNetworkInterfacePermission", #"{"networkInterfaceId":"eni-1"}"#, "null", "DeleteNetworkInterface",
      #"{"networkInterfaceId":"eni-1"}"#),
    .init("servicecatalog", "CreatePortfolioShare", #"{"portfolioId":"p"}"#, "null", "DeletePortfolio", #"{"id":"p"}"#),
    .init(
      "elasticloadbalancing", "CreateLoadBalancer", #"{"name":"a"}"#,
      #"{"loadBalancers":[{"loadBalancerArn":"arn:aws:elasticloadbalancing:\#(region):loadbalancer/app/a/50dc6c495c0c9188"}]}"#,
      "DeleteLoadBalancer", #"{"loadBalancerArn":"arn:aws:elasticloadbalancing:\#(region):loadbalancer/app/b/73e2d6bc24d8a067"}"#),
  ]

  @Test("things that only end alike do not meet", arguments: strangers)
  func strangersDoNotMeet(_ pair: CreateDeletePair) {
    #expect(!CreateDeletePair.meet(pair.create, pair.delete))
    #expect(!CreateDeletePair.aliases(pair.create).isEmpty && !CreateDeletePair.aliases(pair.delete).isEmpty)
  }
}
