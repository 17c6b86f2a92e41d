/// What people, tools and agents look at.
extension ApiCall {
  /// Ordinary reads of one service after another.
  static let reads: [ApiCall] = [
    .read("sts", "GetCallerIdentity"), .read("ec2", "DescribeInstances", ["maxResults": 100, "instancesSet": [:], "filterSet": [:]]),
    .read("ec2", "DescribeVpcs", ["vpcSet": [:], "filterSet": [:]]), .read("ec2", "DescribeSubnets", ["subnetSet": [:], "filterSet": [:]]),
    .read("ec2", "DescribeSecurityGroups", ["securityGroupSet": [:], "filterSet": [:]]),
    .read("ec2", "DescribeVolumes", ["volumeSet": [:], "filterSet": [:]]),
    .read("ec2", "DescribeSnapshots", ["ownersSet": .items([["owner": "self"]]), "filterSet": [:]]),
    .read("rds", "DescribeDBInstances", ["maxRecords": 100]), .read("rds", "DescribeDBSnapshots", ["maxRecords": 100]),
    .read("ecs", "DescribeServices", ["services": ["web"], "cluster": "checkout"]), .read("ecs", "ListTasks", ["cluster": "checkout"]),
    .read("lambda", "ListFunctions20150331", ["maxItems": 50]), .read("lambda", "GetFunction20150331v2", ["functionName": "invoices"]),
    .read("s3", "ListBuckets", ["Host": "s3.eu-west-1.amazonaws.com"]), .read("dynamodb", "DescribeTable", ["tableName": "carts"]),
    .read("logs", "DescribeLogGroups", ["limit": 50]), .read("cloudwatch", "DescribeAlarms", ["maxRecords": 100]),
    .read("elasticloadbalancing", "DescribeTargetHealth", ["targetGroupArn": "checkout-web"]),
    .read("cloudformation", "DescribeStacks"), .read("iam", "GetRole", ["roleName": "checkout-web"]),
    .read("iam", "ListRoles"), .read("sqs", "GetQueueAttributes", ["attributeNames": ["All"]]),
    .read("autoscaling", "DescribeAutoScalingGroups", ["maxRecords": 100]),
    .read("secretsmanager", "DescribeSecret", ["secretId": "checkout/db"]),
  ]
}

extension Story {
  /// Looks around, as everybody does before changing anything.
  mutating func look(_ caller: Caller, times: ClosedRange<Int> = 4...9, every seconds: ClosedRange<Int> = 1...6, in region: String? = nil) {
    for _ in 0..<random.integer(times) {
      call(random.pick(ApiCall.reads), by: caller, in: region)
      pause(seconds)
    }
  }
}
