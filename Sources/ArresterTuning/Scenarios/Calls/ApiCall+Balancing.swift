/// Load balancers and names.
extension ApiCall {
  private static let balancing = "elasticloadbalancing"

  static func createLoadBalancer(_ arn: String, name: String, subnets: [String]) -> ApiCall {
    ApiCall(
      balancing, "CreateLoadBalancer", ["name": "\(name)", "type": "application", "scheme": "internet-facing", "subnets": .texts(subnets)],
      response: ["loadBalancers": [["loadBalancerArn": "\(arn)", "loadBalancerName": "\(name)", "state": ["code": "provisioning"]]]])
  }

  static func deleteLoadBalancer(_ arn: String) -> ApiCall { ApiCall(balancing, "DeleteLoadBalancer", ["loadBalancerArn": "\(arn)"]) }

  static func createTargetGroup(_ arn: String, name: String, vpc: String) -> ApiCall {
    ApiCall(
      balancing, "CreateTargetGroup",
      ["name": "\(name)", "protocol": "HTTP", "port": 8080, "vpcId": "\(vpc)", "targetType": "ip", "healthCheckPath": "/healthz"],
      response: ["targetGroups": [["targetGroupArn": "\(arn)", "targetGroupName": "\(name)", "protocol": "HTTP", "port": 8080]]])
  }

  static func deleteTargetGroup(_ arn: String) -> ApiCall { ApiCall(balancing, "DeleteTargetGroup", ["targetGroupArn": "\(arn)"]) }

  static func createListener(_ arn: String, balancer: String, group: String) -> ApiCall {
    ApiCall(
      balancing, "CreateListener",
      [
        "loadBalancerArn": "\(balancer)", "protocol": "HTTPS", "port": 443,
        "defaultActions": [["type": "forward", "targetGroupArn": "\(group)"]],
      ],
      response: ["listeners": [["listenerArn": "\(arn)", "loadBalancerArn": "\(balancer)", "port": 443]]])
  }

  static func modifyListener(_ arn: String, group: String) -> ApiCall {
    ApiCall(balancing, "ModifyListener", ["listenerArn": "\(arn)", "defaultActions": [["type": "forward", "targetGroupArn": "\(group)"]]])
  }

  static func deleteListener(_ arn: String) -> ApiCall { ApiCall(balancing, "DeleteListener", ["listenerArn": "\(arn)"]) }

  static func createRule(_ arn: String, listener: String, priority: Int, path: String) -> ApiCall {
    ApiCall(
      balancing, "CreateRule",
      [
        "listenerArn": "\(listener)", "priority": .number(priority),
        "conditions": [["field": "path-pattern", "values": ["\(path)"]]],
      ],
      response: ["rules": [["ruleArn": "\(arn)", "priority": "\(String(priority))"]]])
  }

  static func deleteRule(_ arn: String) -> ApiCall { ApiCall(balancing, "DeleteRule", ["ruleArn": "\(arn)"]) }

  /// - Parameter action: `UPSERT` or `DELETE`.
  static func changeRecord(_ action: String, zone: String, name: String, value: String) -> ApiCall {
    ApiCall(
      "route53", "ChangeResourceRecordSets",
      [
        "hostedZoneId": "\(zone)",
        "changeBatch": [
          "changes": [
            [
              "action": "\(action)",
              "resourceRecordSet": ["name": "\(name)", "type": "CNAME", "tTL": 60, "resourceRecords": [["value": "\(value)"]]],
            ]
          ]
        ],
      ],
      response: ["changeInfo": ["status": "PENDING", "id": "/change/C0000000EXAMPLE"]])
  }
}
