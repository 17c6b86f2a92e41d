/// What a principal on probation is still denied: whatever destroys or disrupts, in the services that it may write to at all.
///
/// As with reads, every service must be named. One that is not is denied altogether: an action that nobody listed destroys nothing.
enum DestructivePatterns {
  /// A service that may be written to, and the beginnings of those of its actions that destroy, disrupt, or reach into machines.
  static let table = """
    ec2 Delete Disassociate Disable Cancel Detach Deregister Revoke Deprovision Release Unassign Inject Terminate Stop Pause Reboot Unlock Reset Withdraw
    s3 Delete Abort Pause Dissociate PutLifecycle PutBucketVersioning PutBucketLogging PutBucketPublicAccessBlock PutAccountPublicAccessBlock
    rds Delete Stop Remove Reboot Switchover Promote Failover Cancel Revoke Disable Backtrack Deregister
    lambda Delete Remove Stop Disable
    dynamodb Delete Inject Disable PartiQLDelete UpdateContinuousBackups
    ecs Delete Stop Deregister ExecuteCommand
    eks Delete Disassociate Deregister
    autoscaling Delete Detach Enter Cancel Disable Suspend Rollback Terminate BatchDelete SetDesiredCapacity UpdateAutoScalingGroup
    elasticloadbalancing Delete Deregister Remove Detach Disable
    cloudformation Delete Cancel Deactivate Stop Rollback Deregister
    route53 Delete Disable Deactivate Disassociate ChangeResourceRecordSets
    logs Delete Cancel Disassociate PutRetentionPolicy
    cloudwatch Delete Disable Stop
    sns Delete Remove Unsubscribe
    sqs Delete Purge Cancel Remove
    ecr Delete Deregister BatchDelete GetAuthorizationToken PutLifecyclePolicy
    ssm Delete Deregister Cancel Stop Unlabel Terminate Disassociate StartSession ResumeSession SendCommand StartAutomationExecution
    secretsmanager Delete Stop Cancel Remove
    cloudfront Delete Disassociate
    apigateway Delete DELETE Remove Disable
    elasticache Delete Decrease Reboot Revoke Failover BatchStop Interrupt Disassociate TestFailover
    elasticfilesystem Delete PutLifecycle
    acm Delete Revoke
    wafv2 Delete Disassociate
    states Delete Stop
    events Delete Remove Cancel Disable Deactivate Deauthorize
    codebuild Delete Stop Invalidate BatchDelete
    codepipeline Delete Stop Disable Rollback Deregister
    codedeploy Delete Skip Stop Deregister
    kinesis Delete Stop Inject Decrease Deregister
    firehose Delete Stop
    kafka Delete Reboot Batch
    es Delete Cancel Rollback Dissociate Revoke ESHttpDelete
    redshift Delete Cancel Revoke Disable Pause Reboot Failover Deregister BatchDelete Deauthorize Disassociate GetClusterCredentials
    elasticmapreduce Delete Remove Stop Cancel Detach Unlink Terminate
    glue Delete Stop Cancel BatchDelete Reset Remove BatchStop Terminate Deregister
    athena Delete Stop Cancel Terminate
    sagemaker Delete Stop Detach Disable Deregister BatchDelete Disassociate
    bedrock Delete Stop Disassociate End Batch Cancel Deregister
    batch Delete Terminate Cancel Deregister
    application-autoscaling Delete Deregister
    cognito-idp Delete Admin Stop Forget Global Revoke Disassociate
    elasticbeanstalk Delete Abort Rebuild Restart Terminate Disassociate
    scheduler Delete
    servicediscovery Delete Deregister
    memorydb Delete Failover
    fsx Delete Disassociate
    route53resolver Delete Disassociate
    synthetics Delete Stop Disassociate
    tag
    """

  struct Service: Sendable, Equatable {
    var name: String
    /// Each `service:Beginning*`.
    var denied: [String]
  }

  /// In order of importance: where a document must be shorter, the last go, and are denied altogether.
  static let services: [Service] = table.split(separator: "\n").map { line in
    let words = line.split(separator: " ")
    return Service(name: String(words[0]), denied: words.dropFirst().map { "\(words[0]):\($0)*" })
  }

  /// Services of which only reads are allowed: who may do what, and what watches over everybody.
  static let readOnly = [
    "iam:Get*", "iam:List*", "iam:Simulate*", "sts:GetCallerIdentity", "organizations:Describe*", "organizations:List*",
    "cloudtrail:Describe*",
    "cloudtrail:Get*", "cloudtrail:List*", "cloudtrail:Lookup*", "config:Describe*", "config:Get*", "config:List*", "guardduty:Get*",
    "guardduty:List*", "securityhub:Get*", "securityhub:Describe*", "backup:Describe*", "kms:Describe*", "kms:Get*", "kms:List*",
    "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*",
  ]

  /// Said by name, though the services are not among those that may be written to: ways to other permissions, and to this deny itself.
  static let waysRound = [
    "sts:AssumeRole*", "sts:GetFederationToken", "sts:GetSessionToken", "iam:PassRole", "iam:Add*", "iam:Attach*", "iam:Create*",
    "iam:Delete*", "iam:Detach*", "iam:Put*", "iam:Remove*", "iam:Set*", "iam:Update*",
  ]
}
