extension ActionTemplate {
  /// What control planes see most of, by group. Shapes are those of published records.
  static let all: [Group: [ActionTemplate]] = Dictionary(
    grouping: reads + modifications + creations + destructions + permissions, by: \.group)

  private static let reads = [
    ActionTemplate(
      "ec2:DescribeInstances", .read, prefix: "i-0",
      request: #"{"instancesSet":{"items":[{"instanceId":"{}"}]},"maxResults":100}"#),
    ActionTemplate("s3:ListBuckets", .read, request: #"{"Host":"s3.eu-west-1.amazonaws.com"}"#),
    ActionTemplate("sts:GetCallerIdentity", .read),
    ActionTemplate(
      "sts:AssumeRole", .read, prefix: "deploy-",
      request: #"{"roleArn":"arn:aws:iam::111122223333:role/{}","roleSessionName":"{}","durationSeconds":3600}"#),
    ActionTemplate("rds:DescribeDBInstances", .read, prefix: "orders-", request: #"{"dBInstanceIdentifier":"{}","maxRecords":100}"#),
    ActionTemplate("iam:GetRole", .read, prefix: "app-", request: #"{"roleName":"{}"}"#),
    ActionTemplate("ecs:DescribeServices", .read, prefix: "web-", request: #"{"cluster":"production","services":["{}"]}"#),
    ActionTemplate("monitoring:DescribeAlarms", .read, request: #"{"maxRecords":100}"#),
    ActionTemplate("logs:DescribeLogGroups", .read, prefix: "/aws/lambda/", request: #"{"logGroupNamePrefix":"{}","limit":50}"#),
    ActionTemplate(
      "kms:Decrypt", .read, prefix: "arn:aws:kms:eu-west-1:111122223333:key/",
      request: #"{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::{}"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}"#),
  ]

  private static let modifications = [
    ActionTemplate(
      "ecs:UpdateService", .modify, prefix: "web-",
      request: #"{"cluster":"production","service":"{}","desiredCount":6,"taskDefinition":"web:412"}"#,
      response: #"{"service":{"serviceName":"{}","status":"ACTIVE","desiredCount":6,"runningCount":4,"pendingCount":0}}"#),
    ActionTemplate(
      "ec2:CreateTags", .modify, prefix: "i-0",
      request: #"{"resourcesSet":{"items":[{"resourceId":"{}"}]},"tagSet":{"items":[{"key":"team","value":"orders"}]}}"#,
      response: #"{"requestId":"3c1b2f3e-0000-4000-8000-5a1c3a1d9c11","_return":true}"#),
    ActionTemplate(
      "sqs:SetQueueAttributes", .modify, prefix: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders-",
      request: #"{"queueUrl":"{}","attributes":{"VisibilityTimeout":"120","MessageRetentionPeriod":"345600"}}"#),
    ActionTemplate(
      "lambda:UpdateFunctionCode20150331v2", .modify, prefix: "handler-",
      request: #"{"functionName":"{}","s3Bucket":"artifacts-eu-west-1","s3Key":"handler/412.zip","dryRun":false,"publish":true}"#,
      response: #"{"functionName":"{}","runtime":"nodejs22.x","codeSize":184233,"timeout":30,"memorySize":512,"version":"412"}"#),
    ActionTemplate(
      "rds:ModifyDBInstance", .modify, prefix: "orders-",
      request: #"{"dBInstanceIdentifier":"{}","allocatedStorage":200,"applyImmediately":true}"#,
      response: #"{"dBInstanceIdentifier":"{}","dBInstanceClass":"db.r7g.large","engine":"postgres","dBInstanceStatus":"available"}"#),
    ActionTemplate(
      "ssm:PutParameter", .modify, prefix: "/orders/production/",
      request: #"{"name":"{}","type":"SecureString","overwrite":true,"value":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#,
      response: #"{"version":17,"tier":"Standard"}"#),
    ActionTemplate(
      "autoscaling:UpdateAutoScalingGroup", .modify, prefix: "workers-",
      request: #"{"autoScalingGroupName":"{}","desiredCapacity":12,"minSize":4,"maxSize":40}"#),
  ]

  private static let creations = [
    ActionTemplate(
      "sqs:CreateQueue", .create, prefix: "orders-", request: #"{"queueName":"{}","attributes":{"VisibilityTimeout":"120"}}"#,
      response: #"{"queueUrl":"https://sqs.eu-west-1.amazonaws.com/111122223333/{}"}"#),
    ActionTemplate(
      "logs:CreateLogGroup", .create, prefix: "/aws/lambda/handler-", request: #"{"logGroupName":"{}","tags":{"team":"orders"}}"#),
    ActionTemplate(
      "ec2:CreateVolume", .create, prefix: "vol-0",
      request: #"{"size":"100","zone":"eu-west-1a","volumeType":"gp3","encrypted":true}"#,
      response: #"{"volumeId":"{}","size":"100","zone":"eu-west-1a","status":"creating","createTime":1767225600000,"volumeType":"gp3"}"#),
    ActionTemplate(
      "s3:CreateBucket", .create, prefix: "reports-",
      request: #"{"bucketName":"{}","Host":"s3.eu-west-1.amazonaws.com","CreateBucketConfiguration":{"LocationConstraint":"eu-west-1"}}"#),
  ]

  private static let destructions = [
    ActionTemplate(
      "sqs:DeleteQueue", .destroy, prefix: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders-", request: #"{"queueUrl":"{}"}"#),
    ActionTemplate(
      "ec2:TerminateInstances", .destroy, prefix: "i-0", request: #"{"instancesSet":{"items":[{"instanceId":"{}"}]}}"#,
      response:
        #"{"instancesSet":{"items":[{"instanceId":"{}","currentState":{"code":32,"name":"shutting-down"},"previousState":{"code":16}}]}}"#),
    ActionTemplate("logs:DeleteLogGroup", .destroy, prefix: "/aws/lambda/handler-", request: #"{"logGroupName":"{}"}"#),
    ActionTemplate("ec2:DeleteVolume", .destroy, prefix: "vol-0", request: #"{"volumeId":"{}"}"#, response: #"{"_return":true}"#),
    ActionTemplate("s3:DeleteBucket", .destroy, prefix: "reports-", request: #"{"bucketName":"{}","Host":"s3.eu-west-1.amazonaws.com"}"#),
  ]

  private static let permissions = [
    ActionTemplate(
      "iam:AttachRolePolicy", .permit, prefix: "app-",
      request: #"{"roleName":"{}","policyArn":"arn:aws:iam::aws:policy/AmazonSQSFullAccess"}"#),
    ActionTemplate(
      "ec2:AuthorizeSecurityGroupIngress", .permit, prefix: "sg-0",
      request:
        #"{"groupId":"{}","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443,"ipRanges":{"items":[{"cidrIp":"10.0.0.0/8"}]}}]}}"#,
      response: #"{"_return":true}"#),
  ]
}
