/// Networks, addresses, security groups and load balancers.
extension ApiCall {
  static func createVpc(_ vpc: String, block: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateVpc", ["cidrBlock": "\(block)", "instanceTenancy": "default", "amazonProvidedIpv6CidrBlock": false],
      response: ["vpc": ["vpcId": "\(vpc)", "state": "pending", "cidrBlock": "\(block)", "instanceTenancy": "default", "isDefault": false]])
  }

  static func deleteVpc(_ vpc: String) -> ApiCall { ApiCall("ec2", "DeleteVpc", ["vpcId": "\(vpc)"], response: ["_return": true]) }

  static func createSubnet(_ subnet: String, vpc: String, zone: String, block: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateSubnet", ["vpcId": "\(vpc)", "cidrBlock": "\(block)", "availabilityZone": "\(zone)"],
      response: ["subnet": ["subnetId": "\(subnet)", "state": "available", "vpcId": "\(vpc)", "cidrBlock": "\(block)"]])
  }

  static func deleteSubnet(_ subnet: String) -> ApiCall {
    ApiCall("ec2", "DeleteSubnet", ["subnetId": "\(subnet)"], response: ["_return": true])
  }

  static func createInternetGateway(_ gateway: String) -> ApiCall {
    ApiCall("ec2", "CreateInternetGateway", [:], response: ["internetGateway": ["internetGatewayId": "\(gateway)", "attachmentSet": [:]]])
  }

  static func detachInternetGateway(_ gateway: String, vpc: String) -> ApiCall {
    ApiCall("ec2", "DetachInternetGateway", ["internetGatewayId": "\(gateway)", "vpcId": "\(vpc)"], response: ["_return": true])
  }

  static func deleteInternetGateway(_ gateway: String) -> ApiCall {
    ApiCall("ec2", "DeleteInternetGateway", ["internetGatewayId": "\(gateway)"], response: ["_return": true])
  }

  static func createNatGateway(_ gateway: String, subnet: String, allocation: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateNatGateway", ["CreateNatGatewayRequest": ["AllocationId": "\(allocation)", "SubnetId": "\(subnet)"]],
      response: ["CreateNatGatewayResponse": ["natGateway": ["natGatewayId": "\(gateway)", "state": "pending", "subnetId": "\(subnet)"]]])
  }

  static func deleteNatGateway(_ gateway: String) -> ApiCall {
    ApiCall(
      "ec2", "DeleteNatGateway", ["DeleteNatGatewayRequest": ["NatGatewayId": "\(gateway)"]],
      response: ["DeleteNatGatewayResponse": ["natGatewayId": "\(gateway)"]])
  }

  static func allocateAddress(_ allocation: String, address: String) -> ApiCall {
    ApiCall(
      "ec2", "AllocateAddress", ["domain": "vpc"],
      response: ["publicIp": "\(address)", "allocationId": "\(allocation)", "domain": "vpc", "publicIpv4Pool": "amazon"])
  }

  static func releaseAddress(_ allocation: String) -> ApiCall {
    ApiCall("ec2", "ReleaseAddress", ["allocationId": "\(allocation)"], response: ["_return": true])
  }

  static func createRouteTable(_ table: String, vpc: String) -> ApiCall {
    ApiCall("ec2", "CreateRouteTable", ["vpcId": "\(vpc)"], response: ["routeTable": ["routeTableId": "\(table)", "vpcId": "\(vpc)"]])
  }

  static func createRoute(_ table: String, gateway: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateRoute", ["routeTableId": "\(table)", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "\(gateway)"],
      response: ["_return": true])
  }

  static func deleteRouteTable(_ table: String) -> ApiCall {
    ApiCall("ec2", "DeleteRouteTable", ["routeTableId": "\(table)"], response: ["_return": true])
  }

  static func createSecurityGroup(_ group: String, name: String, vpc: String) -> ApiCall {
    ApiCall(
      "ec2", "CreateSecurityGroup", ["groupName": "\(name)", "groupDescription": "Managed by Terraform", "vpcId": "\(vpc)"],
      response: ["_return": true, "groupId": "\(group)"])
  }

  static func deleteSecurityGroup(_ group: String) -> ApiCall {
    ApiCall("ec2", "DeleteSecurityGroup", ["groupId": "\(group)"], response: ["_return": true, "groupId": "\(group)"])
  }

  static func authorizeIngress(_ group: String, port: Int, from block: String) -> ApiCall {
    ApiCall("ec2", "AuthorizeSecurityGroupIngress", permission(group, port, block), response: ["_return": true])
  }

  static func revokeIngress(_ group: String, port: Int, from block: String) -> ApiCall {
    ApiCall("ec2", "RevokeSecurityGroupIngress", permission(group, port, block), response: ["_return": true])
  }

  private static func permission(_ group: String, _ port: Int, _ block: String) -> RecordValue {
    [
      "groupId": "\(group)",
      "ipPermissions": .items([
        [
          "ipProtocol": "tcp", "fromPort": .number(port), "toPort": .number(port), "groups": [:],
          "ipRanges": .items([["cidrIp": "\(block)"]]), "ipv6Ranges": [:], "prefixListIds": [:],
        ]
      ]),
    ]
  }
}
