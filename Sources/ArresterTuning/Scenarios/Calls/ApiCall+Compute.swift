/// Machines, volumes, snapshots and groups that scale.
extension ApiCall {
  static func runInstances(_ instances: [String], image: String, type: String, subnet: String) -> ApiCall {
    ApiCall(
      "ec2", "RunInstances",
      [
        "instancesSet": .items([["imageId": "\(image)", "minCount": 1, "maxCount": .number(instances.count)]]), "instanceType": "\(type)",
        "subnetId": "\(subnet)", "blockDeviceMapping": [:], "monitoring": ["enabled": false], "disableApiTermination": false,
      ],
      response: [
        "reservationId": "r-0a1b2c3d4e5f60718",
        "instancesSet": .items(
          instances.map {
            ["instanceId": "\($0)", "imageId": "\(image)", "instanceState": ["code": 0, "name": "pending"], "instanceType": "\(type)"]
          }),
      ])
  }

  static func terminateInstances(_ instances: [String]) -> ApiCall { stateChange("TerminateInstances", instances, 32, "shutting-down") }

  static func stopInstances(_ instances: [String]) -> ApiCall { stateChange("StopInstances", instances, 64, "stopping") }

  private static func stateChange(_ name: String, _ instances: [String], _ code: Int, _ state: String) -> ApiCall {
    ApiCall(
      "ec2", name, ["instancesSet": .items(instances.map { ["instanceId": "\($0)"] })],
      response: [
        "instancesSet": .items(
          instances.map {
            [
              "instanceId": "\($0)", "currentState": ["code": .number(code), "name": "\(state)"],
              "previousState": ["code": 16, "name": "running"],
            ]
          })
      ])
  }

  static func createVolume(_ volume: String, zone: String, gigabytes: Int) -> ApiCall {
    ApiCall(
      "ec2", "CreateVolume", ["size": "\(String(gigabytes))", "zone": "\(zone)", "volumeType": "gp3", "encrypted": true],
      response: ["volumeId": "\(volume)", "size": "\(String(gigabytes))", "zone": "\(zone)", "status": "creating", "volumeType": "gp3"])
  }

  static func deleteVolume(_ volume: String) -> ApiCall {
    ApiCall("ec2", "DeleteVolume", ["volumeId": "\(volume)"], response: ["_return": true])
  }

  static func createSnapshot(_ snapshot: String, of volume: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateSnapshot", ["volumeId": "\(volume)", "description": "nightly"],
      response: ["snapshotId": "\(snapshot)", "volumeId": "\(volume)", "status": "pending", "encrypted": true])
  }

  static func deleteSnapshot(_ snapshot: String) -> ApiCall {
    ApiCall("ec2", "DeleteSnapshot", ["snapshotId": "\(snapshot)"], response: ["_return": true])
  }

  static func createTags(_ resource: String, key: String, value: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateTags",
      ["resourcesSet": .items([["resourceId": "\(resource)"]]), "tagSet": .items([["key": "\(key)", "value": "\(value)"]])],
      response: ["_return": true])
  }

  static func createLaunchTemplate(_ template: String, name: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateLaunchTemplate",
      ["CreateLaunchTemplateRequest": ["LaunchTemplateName": "\(name)", "LaunchTemplateData": "<sensitiveDataRemoved>"]],
      response: ["CreateLaunchTemplateResponse": ["launchTemplate": ["launchTemplateId": "\(template)", "launchTemplateName": "\(name)"]]])
  }

  static func deleteLaunchTemplate(_ template: String) -> ApiCall {
    ApiCall("ec2", "DeleteLaunchTemplate", ["DeleteLaunchTemplateRequest": ["LaunchTemplateId": "\(template)"]])
  }
}
