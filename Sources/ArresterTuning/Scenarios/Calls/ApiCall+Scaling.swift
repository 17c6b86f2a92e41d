/// Groups that scale, and containers.
extension ApiCall {

  static func updateGroup(_ name: String, least: Int, most: Int, desired: Int) -> ApiCall {
    ApiCall(
      "autoscaling", "UpdateAutoScalingGroup",
      ["autoScalingGroupName": "\(name)", "minSize": .number(least), "maxSize": .number(most), "desiredCapacity": .number(desired)])
  }

  static func setDesiredCapacity(_ name: String, _ desired: Int) -> ApiCall {
    ApiCall(
      "autoscaling", "SetDesiredCapacity",
      ["autoScalingGroupName": "\(name)", "desiredCapacity": .number(desired), "honorCooldown": false])
  }

  static func createCluster(_ name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "ecs", "CreateCluster", ["clusterName": "\(name)"],
      response: ["cluster": ["clusterArn": "\(place.arn("ecs", "cluster/\(name)"))", "clusterName": "\(name)", "status": "ACTIVE"]])
  }

  static func deleteCluster(_ name: String) -> ApiCall { ApiCall("ecs", "DeleteCluster", ["cluster": "\(name)"]) }

  static func registerTask(_ family: String, _ place: Place, revision: Int) -> ApiCall {
    ApiCall(
      "ecs", "RegisterTaskDefinition", ["family": "\(family)", "networkMode": "awsvpc", "cpu": "512", "memory": "1024"],
      response: [
        "taskDefinition": ["taskDefinitionArn": "\(place.arn("ecs", "task-definition/\(family):\(revision)"))", "family": "\(family)"]
      ])
  }

  static func createService(_ name: String, cluster: String, _ place: Place, desired: Int) -> ApiCall {
    ApiCall(
      "ecs", "CreateService",
      ["cluster": "\(cluster)", "serviceName": "\(name)", "desiredCount": .number(desired), "launchType": "FARGATE"],
      response: [
        "service": ["serviceArn": "\(place.arn("ecs", "service/\(cluster)/\(name)"))", "serviceName": "\(name)", "status": "ACTIVE"]
      ])
  }

  static func updateService(_ name: String, cluster: String, desired: Int) -> ApiCall {
    ApiCall("ecs", "UpdateService", ["cluster": "\(cluster)", "service": "\(name)", "desiredCount": .number(desired)])
  }

  /// A new revision of what it runs.
  static func deployService(_ name: String, cluster: String, task: String) -> ApiCall {
    ApiCall(
      "ecs", "UpdateService", ["cluster": "\(cluster)", "service": "\(name)", "taskDefinition": "\(task)", "forceNewDeployment": false])
  }

  static func deleteService(_ name: String, cluster: String, isForced: Bool) -> ApiCall {
    ApiCall("ecs", "DeleteService", ["cluster": "\(cluster)", "service": "\(name)", "force": .flag(isForced)])
  }

  static func scaleNodegroup(_ name: String, cluster: String, desired: Int) -> ApiCall {
    ApiCall(
      "eks", "UpdateNodegroupConfig",
      [
        "name": "\(cluster)", "nodegroupName": "\(name)",
        "scalingConfig": ["minSize": 0, "maxSize": .number(max(1, desired)), "desiredSize": .number(desired)],
      ],
      response: ["update": ["type": "ConfigUpdate", "status": "InProgress"]])
  }
}
