/// A web application with all that it needs, as one module of an infrastructure tool describes it: some seventy resources.
struct WebEnvironment: Sendable {
  let name: String
  let place: Place
  /// In order of dependence.
  private(set) var network: [Component] = []
  private(set) var access: [Component] = []
  private(set) var data: [Component] = []
  private(set) var entry: [Component] = []
  private(set) var services: [Component] = []
  private(set) var functions: [Component] = []
  private(set) var vpc = ""
  private(set) var subnets: [String] = []
  private(set) var balancer = ""

  /// - Parameter name: what all of its names begin with.
  init(_ name: String, _ place: Place, _ random: inout ScenarioRandom) {
    self.name = name
    self.place = place
    makeNetwork(&random)
    makeAccess()
    makeData(&random)
    makeEntry(&random)
    makeServices()
    makeFunctions(&random)
  }

  /// All of it, in order of dependence.
  var components: [Component] { network + access + data + entry + services + functions }

  private mutating func makeNetwork(_ random: inout ScenarioRandom) {
    vpc = random.identifier("vpc")
    network.append(Component([.createVpc(vpc, block: "10.20.0.0/16")], [.deleteVpc(vpc)]))
    let gateway = random.identifier("igw")
    network.append(
      Component([.createInternetGateway(gateway)], [.detachInternetGateway(gateway, vpc: vpc), .deleteInternetGateway(gateway)]))
    for index in 0..<4 {
      let subnet = random.identifier("subnet")
      subnets.append(subnet)
      let zone = place.region + (index % 2 == 0 ? "a" : "b")
      network.append(
        Component([.createSubnet(subnet, vpc: vpc, zone: zone, block: "10.20.\(index * 16).0/20")], [.deleteSubnet(subnet)]))
    }
    let allocation = random.identifier("eipalloc")
    let nat = random.identifier("nat")
    let table = random.identifier("rtb")
    network.append(
      Component([.allocateAddress(allocation, address: "203.0.113.\(random.integer(4...250))")], [.releaseAddress(allocation)]))
    network.append(Component([.createNatGateway(nat, subnet: subnets[0], allocation: allocation)], [.deleteNatGateway(nat)]))
    network.append(Component([.createRouteTable(table, vpc: vpc), .createRoute(table, gateway: gateway)], [.deleteRouteTable(table)]))
    for role in ["web", "app", "db"] {
      let group = random.identifier("sg")
      network.append(
        Component(
          [.createSecurityGroup(group, name: "\(name)-\(role)", vpc: vpc), .authorizeIngress(group, port: 443, from: "10.20.0.0/16")],
          [.revokeIngress(group, port: 443, from: "10.20.0.0/16"), .deleteSecurityGroup(group)]))
    }
  }

  private mutating func makeAccess() {
    for role in ["web", "worker", "mailer", "invoices"] {
      let policy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
      access.append(
        Component(
          [
            .createRole("\(name)-\(role)", account: place.account), .attachRolePolicy("\(name)-\(role)", policy),
            .putRolePolicy("\(name)-\(role)", "inline", allows: "sqs:SendMessage"),
          ],
          [
            .detachRolePolicy("\(name)-\(role)", policy), .deleteRolePolicy("\(name)-\(role)", "inline"), .deleteRole("\(name)-\(role)"),
          ]))
    }
  }

  private mutating func makeData(_ random: inout ScenarioRandom) {
    data.append(Component([.createSubnetGroup("\(name)-db", subnets: subnets)], [.deleteSubnetGroup("\(name)-db")]))
    data.append(
      Component(
        [.createDatabase("\(name)-db", place, subnetGroup: "\(name)-db")],
        [.deleteDatabase("\(name)-db", place, lastSnapshot: "\(name)-db-final-\(random.hexadecimal(8))")]))
    data.append(Component([.createCache("\(name)-sessions")], [.deleteCache("\(name)-sessions")]))
    for table in ["carts", "events"] {
      data.append(Component([.createTable("\(name)-\(table)", place)], [.deleteTable("\(name)-\(table)", place)]))
    }
    for bucket in ["uploads", "exports"] {
      let bucket = "\(name)-\(bucket)-\(place.account)"
      data.append(
        Component(
          [.createBucket(bucket, region: place.region), .encryptBucket(bucket), .blockPublicAccess(bucket)], [.deleteBucket(bucket)]))
    }
    for queue in ["orders", "mail", "dead"] {
      data.append(Component([.createQueue("\(name)-\(queue)", place)], [.deleteQueue("\(name)-\(queue)", place)]))
    }
    data.append(Component([.createTopic("\(name)-events", place)], [.deleteTopic("\(name)-events", place)]))
    for secret in ["db", "api"] {
      let suffix = random.text("abcdefghijkmnpqrstuvwxyz", 6)
      data.append(
        Component(
          [.createSecret("\(name)/\(secret)", place, suffix: suffix)], [.deleteSecret("\(name)/\(secret)", place, suffix: suffix)]))
    }
  }

  private mutating func makeEntry(_ random: inout ScenarioRandom) {
    balancer = place.arn("elasticloadbalancing", "loadbalancer/app/\(name)/\(random.hexadecimal(16))")
    let group = place.arn("elasticloadbalancing", "targetgroup/\(name)-web/\(random.hexadecimal(16))")
    let listener = place.arn("elasticloadbalancing", "listener/app/\(name)/\(random.hexadecimal(16))/\(random.hexadecimal(16))")
    entry = [
      Component([.createLoadBalancer(balancer, name: name, subnets: subnets)], [.deleteLoadBalancer(balancer)]),
      Component([.createTargetGroup(group, name: "\(name)-web", vpc: vpc)], [.deleteTargetGroup(group)]),
      Component([.createListener(listener, balancer: balancer, group: group)], [.deleteListener(listener)]),
      Component(
        [.changeRecord("UPSERT", zone: "Z08EXAMPLE", name: "\(name).example.com", value: "\(name).elb.amazonaws.com")],
        [.changeRecord("DELETE", zone: "Z08EXAMPLE", name: "\(name).example.com", value: "\(name).elb.amazonaws.com")]),
    ]
  }

  private mutating func makeServices() {
    services.append(Component([.createCluster(name, place)], [.deleteCluster(name)]))
    for service in ["web", "worker", "mailer"] {
      services.append(
        Component(
          [
            .createLogGroup("/ecs/\(name)/\(service)"), .keepLogs("/ecs/\(name)/\(service)", days: 30),
            .registerTask("\(name)-\(service)", place, revision: 1), .createService(service, cluster: name, place, desired: 2),
          ],
          [
            .updateService(service, cluster: name, desired: 0), .deleteService(service, cluster: name, isForced: false),
            .deleteLogGroup("/ecs/\(name)/\(service)"),
          ]))
    }
  }

  private mutating func makeFunctions(_ random: inout ScenarioRandom) {
    for function in ["invoices", "thumbnails", "webhooks"] {
      let function = "\(name)-\(function)"
      functions.append(
        Component(
          [.createLogGroup("/aws/lambda/\(function)"), .createFunction(function, place), .putSchedule(function, place)],
          [
            .removeTargets(function, "1"), .deleteSchedule(function), .deleteFunction(function), .deleteLogGroup("/aws/lambda/\(function)"),
          ]))
    }
    functions.append(
      Component(
        [.putAlarm("\(name)-5xx", threshold: 10), .putAlarm("\(name)-lag", threshold: 100)],
        [.deleteAlarms(["\(name)-5xx", "\(name)-lag"])]))
  }
}
