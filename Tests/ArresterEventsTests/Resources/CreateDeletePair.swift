import Testing

@testable import ArresterEvents

/// A create and a delete of the same thing, as CloudTrail writes the two.
struct CreateDeletePair: CustomTestStringConvertible, Sendable {
  let create: Record
  let delete: Record

  var testDescription: String { "\(create.service): \(create.name) and \(delete.name)" }

  init(_ service: String, _ create: String, _ request: String, _ response: String, _ delete: String, _ deleteRequest: String) {
    self.create = Record(service, create, request: request, response: response)
    self.delete = Record(service, delete, request: deleteRequest)
  }

  /// Every hash under which the event's resources are known.
  static func aliases(_ record: Record) -> Set<UInt64> {
    let decoder = RecordDecoder()
    return withExtendedLifetime(decoder) {
      Array(record.text.utf8).withUnsafeBytes { text in
        guard case .change(let frame) = decoder.decode(text) else { return [] }
        return Set(frame.resources.flatMap { resource in (0..<Int(resource.aliasCount)).map { resource.aliases[$0] } })
      }
    }
  }

  /// Whether some name, type, scope and region of the one are those of the other.
  static func meet(_ left: Record, _ right: Record) -> Bool { !aliases(left).isDisjoint(with: aliases(right)) }
}

extension CreateDeletePair {
  private static let region = "eu-west-1:111122223333"

  static let databases: [CreateDeletePair] = [
    .init(
      "rds", "CreateDBInstance", #"{"dBInstanceIdentifier":"orders","engine":"postgres","dBName":"app"}"#,
      #"{"dBInstanceIdentifier":"orders","dBInstanceArn":"arn:aws:rds:\#(region):db:orders"}"#, "DeleteDBInstance",
      #"{"dBInstanceIdentifier":"orders","skipFinalSnapshot":true}"#),
    .init(
      "rds", "RestoreDBInstanceFromDBSnapshot", #"{"dBInstanceIdentifier":"orders","dBSnapshotIdentifier":"last"}"#,
      #"{"dBInstanceIdentifier":"orders"}"#, "DeleteDBInstance", #"{"dBInstanceIdentifier":"orders","skipFinalSnapshot":false}"#),
    .init(
      "rds", "CreateDBInstanceReadReplica", #"{"dBInstanceIdentifier":"replica","sourceDBInstanceIdentifier":"orders"}"#,
      #"{"dBInstanceIdentifier":"replica"}"#, "DeleteDBInstance", #"{"dBInstanceIdentifier":"replica"}"#),
    .init(
      "rds", "CreateDBCluster", #"{"dBClusterIdentifier":"orders","engine":"aurora"}"#,
      #"{"dBClusterIdentifier":"orders","dBClusterArn":"arn:aws:rds:\#(region):cluster:orders"}"#, "DeleteDBCluster",
      #"{"dBClusterIdentifier":"orders"}"#),
    .init(
      "rds", "RestoreDBClusterToPointInTime", #"{"dBClusterIdentifier":"orders","sourceDBClusterIdentifier":"orders-old"}"#,
      #"{"dBClusterIdentifier":"orders"}"#, "DeleteDBCluster", #"{"dBClusterIdentifier":"orders"}"#),
    .init(
      "rds", "CreateDBSnapshot", #"{"dBSnapshotIdentifier":"snap","dBInstanceIdentifier":"orders"}"#, #"{"dBSnapshotIdentifier":"snap"}"#,
      "DeleteDBSnapshot", #"{"dBSnapshotIdentifier":"snap"}"#),
    .init(
      "rds", "CreateDBSubnetGroup", #"{"dBSubnetGroupName":"g","subnetIds":["subnet-1","subnet-2"]}"#, #"{"dBSubnetGroupName":"g"}"#,
      "DeleteDBSubnetGroup", #"{"dBSubnetGroupName":"g"}"#),
    .init(
      "dynamodb", "CreateTable", #"{"tableName":"t"}"#,
      #"{"tableDescription":{"tableName":"t","tableArn":"arn:aws:dynamodb:\#(region):table/t","tableId":"77"}}"#, "DeleteTable",
      #"{"tableName":"t"}"#),
    .init(
      "dynamodb", "CreateTable", #"{"tableName":"t"}"#, #"{"tableDescription":{"tableName":"t"}}"#, "DeleteTable",
      #"{"tableName":"arn:aws:dynamodb:\#(region):table/t"}"#),
    .init(
      "elasticache", "CreateCacheCluster", #"{"cacheClusterId":"c","engine":"redis"}"#, #"{"cacheClusterId":"c"}"#, "DeleteCacheCluster",
      #"{"cacheClusterId":"c"}"#),
    .init(
      "elasticache", "CreateReplicationGroup", #"{"replicationGroupId":"r","replicationGroupDescription":"x"}"#,
      #"{"replicationGroupId":"r"}"#, "DeleteReplicationGroup", #"{"replicationGroupId":"r","retainPrimaryCluster":false}"#),
    .init(
      "redshift", "CreateCluster", #"{"clusterIdentifier":"w","nodeType":"ra3"}"#, #"{"clusterIdentifier":"w"}"#, "DeleteCluster",
      #"{"clusterIdentifier":"w","skipFinalClusterSnapshot":true}"#),
    .init("es", "CreateDomain", #"{"domainName":"d"}"#, #"{"domainStatus":{"domainName":"d"}}"#, "DeleteDomain", #"{"domainName":"d"}"#),
    .init("es", "CreateElasticsearchDomain", #"{"domainName":"d"}"#, "null", "DeleteElasticsearchDomain", #"{"domainName":"d"}"#),
    .init(
      "elasticfilesystem", "CreateFileSystem", #"{"creationToken":"t"}"#,
      #"{"fileSystemId":"fs-1","fileSystemArn":"arn:aws:elasticfilesystem:\#(region):file-system/fs-1"}"#, "DeleteFileSystem",
      #"{"fileSystemId":"fs-1"}"#),
    .init(
      "kafka", "CreateCluster", #"{"clusterName":"k"}"#,
      #"{"clusterArn":"arn:aws:kafka:\#(region):cluster/k/0f6b9d3e-1111-2222-3333-444455556666-2","clusterName":"k"}"#, "DeleteCluster",
      #"{"clusterArn":"arn:aws:kafka:\#(region):cluster/k/0f6b9d3e-1111-2222-3333-444455556666-2"}"#),
  ]

  static let storageAndMessages: [CreateDeletePair] = [
    .init(
      "s3", "CreateBucket",
      #"{"bucketName":"b","Host":"b.s3.amazonaws.com","CreateBucketConfiguration":{"LocationConstraint":"eu-west-1"}}"#, "null",
      "DeleteBucket", #"{"bucketName":"b","Host":"b.s3.eu-west-1.amazonaws.com"}"#),
    .init(
      "sqs", "CreateQueue", #"{"queueName":"q"}"#, #"{"queueUrl":"https://sqs.eu-west-1.amazonaws.com/111122223333/q"}"#, "DeleteQueue",
      #"{"queueUrl":"https://sqs.eu-west-1.amazonaws.com/111122223333/q"}"#),
    .init(
      "sns", "CreateTopic", #"{"name":"t"}"#, #"{"topicArn":"arn:aws:sns:\#(region):t"}"#, "DeleteTopic",
      #"{"topicArn":"arn:aws:sns:\#(region):t"}"#),
    .init("kinesis", "CreateStream", #"{"streamName":"s","shardCount":1}"#, "null", "DeleteStream", #"{"streamName":"s"}"#),
    .init(
      "kinesis", "CreateStream", #"{"streamName":"s","shardCount":1}"#, "null", "DeleteStream",
      #"{"streamARN":"arn:aws:kinesis:\#(region):stream/s"}"#),
    .init(
      "ecr", "CreateRepository", #"{"repositoryName":"team/app"}"#,
      #"{"repository":{"repositoryName":"team/app","repositoryArn":"arn:aws:ecr:\#(region):repository/team/app"}}"#, "DeleteRepository",
      #"{"repositoryName":"team/app","force":true}"#),
    .init("logs", "CreateLogGroup", #"{"logGroupName":"/aws/lambda/f"}"#, "null", "DeleteLogGroup", #"{"logGroupName":"/aws/lambda/f"}"#),
    .init(
      "logs", "CreateLogGroup", #"{"logGroupName":"/aws/lambda/f"}"#, "null", "DeleteLogGroup",
      #"{"logGroupName":"arn:aws:logs:\#(region):log-group:/aws/lambda/f:*"}"#),
    .init(
      "ssm", "PutParameter", #"{"name":"/prod/db/url","type":"String"}"#, #"{"version":1}"#, "DeleteParameter", #"{"name":"/prod/db/url"}"#),
    .init(
      "ssm", "PutParameter", #"{"name":"/prod/db/url","type":"String"}"#, #"{"version":1}"#, "DeleteParameter",
      #"{"name":"arn:aws:ssm:\#(region):parameter/prod/db/url"}"#),
    .init(
      "secretsmanager", "CreateSecret", #"{"name":"prod/db"}"#,
      #"{"aRN":"arn:aws:secretsmanager:\#(region):secret:prod/db-AbCdEf","name":"prod/db"}"#, "DeleteSecret", #"{"secretId":"prod/db"}"#),
    .init(
      "secretsmanager", "CreateSecret", #"{"name":"prod/db"}"#,
      #"{"aRN":"arn:aws:secretsmanager:\#(region):secret:prod/db-AbCdEf","name":"prod/db"}"#, "DeleteSecret",
      #"{"secretId":"arn:aws:secretsmanager:\#(region):secret:prod/db-AbCdEf"}"#),
    .init(
      "secretsmanager", "CreateSecret", #"{"name":"prod/db"}"#,
      #"{"aRN":"arn:aws:secretsmanager:\#(region):secret:prod/db-AbCdEf","name":"prod/db"}"#, "DeleteSecret",
      #"{"secretId":"arn:aws:secretsmanager:\#(region):secret:prod/db-ZzYyXx"}"#),
    .init(
      "kms", "CreateKey", "{}",
      #"{"keyMetadata":{"keyId":"1234abcd-12ab-34cd-56ef-1234567890ab","arn":"arn:aws:kms:\#(region):key/1234abcd-12ab-34cd-56ef-1234567890ab"}}"#,
      "ScheduleKeyDeletion", #"{"keyId":"1234abcd-12ab-34cd-56ef-1234567890ab","pendingWindowInDays":7}"#),
    .init(
      "kms", "CreateKey", "{}", #"{"keyMetadata":{"keyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}}"#, "ScheduleKeyDeletion",
      #"{"keyId":"arn:aws:kms:\#(region):key/1234abcd-12ab-34cd-56ef-1234567890ab"}"#),
    .init("kms", "CreateAlias", #"{"aliasName":"alias/x","targetKeyId":"k"}"#, "null", "DeleteAlias", #"{"aliasName":"alias/x"}"#),
    .init(
      "backup", "CreateBackupVault", #"{"backupVaultName":"v"}"#, #"{"backupVaultArn":"arn:aws:backup:\#(region):backup-vault:v"}"#,
      "DeleteBackupVault", #"{"backupVaultName":"v"}"#),
  ]

  static let network: [CreateDeletePair] = [
    .init(
      "ec2", "CreateVpc", #"{"cidrBlock":"10.0.0.0/16"}"#,
      #"{"requestId":"r","vpc":{"vpcId":"vpc-1","cidrBlock":"10.0.0.0/16","dhcpOptionsId":"dopt-1"}}"#, "DeleteVpc", #"{"vpcId":"vpc-1"}"#),
    .init(
      "ec2", "CreateSubnet", #"{"vpcId":"vpc-1","cidrBlock":"10.0.1.0/24"}"#, #"{"subnet":{"subnetId":"subnet-1","vpcId":"vpc-1"}}"#,
      "DeleteSubnet", #"{"subnetId":"subnet-1"}"#),
    .init(
      "ec2", "CreateSecurityGroup", #"{"groupName":"web","groupDescription":"x","vpcId":"vpc-1"}"#, #"{"_return":true,"groupId":"sg-1"}"#,
      "DeleteSecurityGroup", #"{"groupId":"sg-1"}"#),
    .init(
      "ec2", "CreateRouteTable", #"{"vpcId":"vpc-1"}"#, #"{"routeTable":{"routeTableId":"rtb-1","vpcId":"vpc-1"}}"#, "DeleteRouteTable",
      #"{"routeTableId":"rtb-1"}"#),
    .init(
      "ec2", "CreateInternetGateway", "{}", #"{"internetGateway":{"internetGatewayId":"igw-1"}}"#, "DeleteInternetGateway",
      #"{"internetGatewayId":"igw-1"}"#),
    .init(
      "ec2", "CreateNatGateway", #"{"CreateNatGatewayRequest":{"AllocationId":"eipalloc-1","SubnetId":"subnet-1"}}"#,
      #"{"CreateNatGatewayResponse":{"natGateway":{"natGatewayId":"nat-1","subnetId":"subnet-1","vpcId":"vpc-1"}}}"#, "DeleteNatGateway",
      #"{"DeleteNatGatewayRequest":{"NatGatewayId":"nat-1"}}"#),
    .init(
      "ec2", "CreateVpcEndpoint", #"{"CreateVpcEndpointRequest":{"VpcId":"vpc-1","ServiceName":"s3"}}"#,
      #"{"CreateVpcEndpointResponse":{"vpcEndpoint":{"vpcEndpointId":"vpce-1","vpcId":"vpc-1"}}}"#, "DeleteVpcEndpoints",
      #"{"DeleteVpcEndpointsRequest":{"VpcEndpointId":{"content":"vpce-1","tag":1}}}"#),
    .init(
      "ec2", "CreateNetworkInterface", #"{"subnetId":"subnet-1"}"#,
      #"{"networkInterface":{"networkInterfaceId":"eni-1","subnetId":"subnet-1"}}"#, "DeleteNetworkInterface",
      #"{"networkInterfaceId":"eni-1"}"#),
    .init(
      "ec2", "CreateFlowLogs", #"{"CreateFlowLogsRequest":{"ResourceId":{"content":"vpc-1","tag":1}}}"#,
      #"{"CreateFlowLogsResponse":{"flowLogIdSet":{"item":"fl-1"}}}"#, "DeleteFlowLogs",
      #"{"DeleteFlowLogsRequest":{"FlowLogId":{"content":"fl-1","tag":1}}}"#),
    .init(
      "ec2", "AllocateAddress", #"{"domain":"vpc"}"#, #"{"publicIp":"192.0.2.7","allocationId":"eipalloc-1","domain":"vpc"}"#,
      "ReleaseAddress", #"{"allocationId":"eipalloc-1"}"#),
    .init(
      "elasticloadbalancing", "CreateLoadBalancer", #"{"name":"lb","subnets":["subnet-1"]}"#,
      #"{"loadBalancers":[{"loadBalancerArn":"arn:aws:elasticloadbalancing:\#(region):loadbalancer/app/lb/50dc6c495c0c9188","loadBalancerName":"lb"}]}"#,
      "DeleteLoadBalancer", #"{"loadBalancerArn":"arn:aws:elasticloadbalancing:\#(region):loadbalancer/app/lb/50dc6c495c0c9188"}"#),
    .init(
      "elasticloadbalancing", "CreateLoadBalancer", #"{"loadBalancerName":"lb"}"#, #"{"dNSName":"lb.elb.amazonaws.com"}"#,
      "DeleteLoadBalancer", #"{"loadBalancerName":"lb"}"#),
    .init(
      "elasticloadbalancing", "CreateTargetGroup", #"{"name":"tg"}"#,
      #"{"targetGroups":[{"targetGroupArn":"arn:aws:elasticloadbalancing:\#(region):targetgroup/tg/73e2d6bc24d8a067","targetGroupName":"tg"}]}"#,
      "DeleteTargetGroup", #"{"targetGroupArn":"arn:aws:elasticloadbalancing:\#(region):targetgroup/tg/73e2d6bc24d8a067"}"#),
    .init(
      "route53", "CreateHostedZone", #"{"name":"example.com","callerReference":"r"}"#,
      #"{"hostedZone":{"id":"/hostedzone/Z1","name":"example.com."}}"#, "DeleteHostedZone", #"{"id":"Z1"}"#),
    .init(
      "cloudfront", "CreateDistribution2020_05_31", #"{"distributionConfig":{"callerReference":"x"}}"#,
      #"{"distribution":{"id":"E1","aRN":"arn:aws:cloudfront::1:distribution/E1"}}"#, "DeleteDistribution2020_05_31",
      #"{"id":"E1","ifMatch":"x"}"#),
    .init(
      "apigateway", "CreateRestApi", #"{"createRestApiInput":{"name":"a"}}"#, #"{"id":"abc123","name":"a"}"#, "DeleteRestApi",
      #"{"restApiId":"abc123"}"#),
  ]

  static let compute: [CreateDeletePair] = [
    .init(
      "ec2", "RunInstances", #"{"instancesSet":{"items":[{"imageId":"ami-1","minCount":1,"maxCount":1}]}}"#,
      #"{"reservationId":"r-1","instancesSet":{"items":[{"instanceId":"i-1","imageId":"ami-1"}]}}"#, "TerminateInstances",
      #"{"instancesSet":{"items":[{"instanceId":"i-1"}]}}"#),
    .init(
      "ec2", "CreateVolume", #"{"size":"8","zone":"eu-west-1a"}"#, #"{"volumeId":"vol-1","size":"8"}"#, "DeleteVolume",
      #"{"volumeId":"vol-1"}"#),
    .init(
      "ec2", "CreateSnapshot", #"{"volumeId":"vol-1"}"#, #"{"snapshotId":"snap-1","volumeId":"vol-1"}"#, "DeleteSnapshot",
      #"{"snapshotId":"snap-1"}"#),
    .init("ec2", "CreateImage", #"{"instanceId":"i-1","name":"n"}"#, #"{"imageId":"ami-1"}"#, "DeregisterImage", #"{"imageId":"ami-1"}"#),
    .init("ec2", "CreateKeyPair", #"{"keyName":"k"}"#, #"{"keyName":"k","keyPairId":"key-1"}"#, "DeleteKeyPair", #"{"keyPairId":"key-1"}"#),
    .init(
      "ec2", "CreateLaunchTemplate", #"{"CreateLaunchTemplateRequest":{"LaunchTemplateName":"l"}}"#,
      #"{"CreateLaunchTemplateResponse":{"launchTemplate":{"launchTemplateId":"lt-1","launchTemplateName":"l"}}}"#, "DeleteLaunchTemplate",
      #"{"DeleteLaunchTemplateRequest":{"LaunchTemplateId":"lt-1"}}"#),
    .init(
      "autoscaling", "CreateAutoScalingGroup", #"{"autoScalingGroupName":"g","minSize":1}"#, "null", "DeleteAutoScalingGroup",
      #"{"autoScalingGroupName":"g","forceDelete":true}"#),
    .init(
      "lambda", "CreateFunction20150331", #"{"functionName":"f"}"#,
      #"{"functionName":"f","functionArn":"arn:aws:lambda:\#(region):function:f"}"#, "DeleteFunction20150331", #"{"functionName":"f"}"#),
    .init(
      "lambda", "CreateFunction20150331", #"{"functionName":"f"}"#, #"{"functionName":"f"}"#, "DeleteFunction20150331",
      #"{"functionName":"arn:aws:lambda:\#(region):function:f"}"#),
    .init(
      "ecs", "CreateCluster", #"{"clusterName":"c"}"#, #"{"cluster":{"clusterArn":"arn:aws:ecs:\#(region):cluster/c","clusterName":"c"}}"#,
      "DeleteCluster", #"{"cluster":"c"}"#),
    .init(
      "ecs", "CreateCluster", #"{"clusterName":"c"}"#, #"{"cluster":{"clusterArn":"arn:aws:ecs:\#(region):cluster/c"}}"#, "DeleteCluster",
      #"{"cluster":"arn:aws:ecs:\#(region):cluster/c"}"#),
    .init(
      "ecs", "CreateService", #"{"cluster":"c","serviceName":"web"}"#,
      #"{"service":{"serviceArn":"arn:aws:ecs:\#(region):service/c/web","serviceName":"web"}}"#, "DeleteService",
      #"{"cluster":"c","service":"web","force":true}"#),
    .init(
      "eks", "CreateCluster", #"{"name":"k","roleArn":"arn:aws:iam::1:role/x"}"#,
      #"{"cluster":{"name":"k","arn":"arn:aws:eks:\#(region):cluster/k"}}"#, "DeleteCluster", #"{"name":"k"}"#),
    .init(
      "eks", "CreateNodegroup", #"{"name":"k","nodegroupName":"n"}"#, #"{"nodegroup":{"nodegroupName":"n","clusterName":"k"}}"#,
      "DeleteNodegroup", #"{"name":"k","nodegroupName":"n"}"#),
    .init(
      "cloudformation", "CreateStack", #"{"stackName":"s"}"#,
      #"{"stackId":"arn:aws:cloudformation:\#(region):stack/s/0f6b9d3e-1111-2222-3333-444455556666"}"#, "DeleteStack", #"{"stackName":"s"}"#
    ),
    .init(
      "cloudformation", "CreateStack", #"{"stackName":"s"}"#, "null", "DeleteStack",
      #"{"stackName":"arn:aws:cloudformation:\#(region):stack/s/0f6b9d3e-1111-2222-3333-444455556666"}"#),
    .init(
      "states", "CreateStateMachine", #"{"name":"m","roleArn":"arn:aws:iam::1:role/x"}"#,
      #"{"stateMachineArn":"arn:aws:states:\#(region):stateMachine:m"}"#, "DeleteStateMachine",
      #"{"stateMachineArn":"arn:aws:states:\#(region):stateMachine:m"}"#),
    .init("events", "PutRule", #"{"name":"r"}"#, #"{"ruleArn":"arn:aws:events:\#(region):rule/r"}"#, "DeleteRule", #"{"name":"r"}"#),
  ]

  static let identity: [CreateDeletePair] = [
    .init(
      "iam", "CreateRole", #"{"roleName":"r","path":"/team/"}"#,
      #"{"role":{"roleName":"r","roleId":"AROA1","arn":"arn:aws:iam::1:role/team/r"}}"#, "DeleteRole", #"{"roleName":"r"}"#),
    .init(
      "iam", "CreateUser", #"{"userName":"u"}"#, #"{"user":{"userName":"u","arn":"arn:aws:iam::1:user/u"}}"#, "DeleteUser",
      #"{"userName":"u"}"#),
    .init(
      "iam", "CreatePolicy", #"{"policyName":"p"}"#, #"{"policy":{"policyName":"p","arn":"arn:aws:iam::1:policy/p"}}"#, "DeletePolicy",
      #"{"policyArn":"arn:aws:iam::1:policy/p"}"#),
    .init(
      "iam", "CreateInstanceProfile", #"{"instanceProfileName":"i"}"#, #"{"instanceProfile":{"instanceProfileName":"i"}}"#,
      "DeleteInstanceProfile", #"{"instanceProfileName":"i"}"#),
    .init(
      "iam", "PutRolePolicy", #"{"roleName":"r","policyName":"p","policyDocument":"{}"}"#, "null", "DeleteRolePolicy",
      #"{"policyName":"p","roleName":"r"}"#),
    .init(
      "iam", "AttachRolePolicy", #"{"roleName":"r","policyArn":"arn:aws:iam::aws:policy/P"}"#, "null", "DetachRolePolicy",
      #"{"policyArn":"arn:aws:iam::aws:policy/P","roleName":"r"}"#),
    .init(
      "iam", "CreateAccessKey", #"{"userName":"u"}"#, #"{"accessKey":{"userName":"u","accessKeyId":"AKIA1","status":"Active"}}"#,
      "DeleteAccessKey", #"{"userName":"u","accessKeyId":"AKIA1"}"#),
    .init(
      "iam", "CreateLoginProfile", #"{"userName":"u"}"#, #"{"loginProfile":{"userName":"u"}}"#, "DeleteLoginProfile", #"{"userName":"u"}"#),
    .init(
      "cognito-idp", "CreateUserPool", #"{"poolName":"n"}"#, #"{"userPool":{"id":"eu-west-1_Ab","name":"n"}}"#, "DeleteUserPool",
      #"{"userPoolId":"eu-west-1_Ab"}"#),
  ]

  static let all = databases + storageAndMessages + network + compute + identity
}
