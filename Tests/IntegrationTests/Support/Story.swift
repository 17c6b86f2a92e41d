/// What a principal does: each is about one rule.
enum Story: CaseIterable {
  /// Ten terminations among many launches: the hard limit, with a low ratio.
  case ceiling
  /// Stops the audit log.
  case oneStrike
  /// Deletes a cache and makes it again.
  case recreated
  /// Deletes and little else: count and ratio.
  case confirmed
  /// Launches, and terminates nothing.
  case honest

  /// The events of the story, in order, from `second` on; within five minutes. `label` keeps names and identifiers apart.
  func events(role: String, second: Int, label: String) -> [TrailEvent] {
    var script = Script(role: role, second: second, label: label)
    switch self {
    case .ceiling:
      for _ in 0..<30 { script.launch(after: 3) }
      for _ in 0..<11 { script.terminate(after: 12) }
    case .oneStrike:
      script.launch(after: 5)
      script.add(after: 5, "cloudtrail", "StopLogging", "{\"name\":\"organization\"}")
    case .recreated:
      script.add(after: 5, "elasticache", "DeleteCacheCluster", "{\"cacheClusterId\":\"sessions-\(label)\"}")
      script.add(after: 90, "elasticache", "CreateCacheCluster", "{\"cacheClusterId\":\"sessions-\(label)\"}")
    case .confirmed:
      for _ in 0..<8 { script.terminate(after: 15) }
    case .honest:
      for _ in 0..<4 {
        script.launch(after: 20)
        script.describe(after: 10)
      }
    }
    return script.events
  }
}

/// Writes events down, one after the other.
struct Script {
  let role: String
  var second: Int
  let label: String
  private(set) var events: [TrailEvent] = []

  init(role: String, second: Int, label: String) {
    self.role = role
    self.second = second
    self.label = label
  }

  mutating func add(after seconds: Int, _ service: String, _ action: String, _ request: String, readOnly: Bool = false) {
    second += seconds
    let identifier = "\(label)-\(events.count)"
    events.append(
      TrailEvent(
        second: second, role: role, service: service, action: action, request: request, identifier: identifier, readOnly: readOnly))
  }

  mutating func launch(after seconds: Int) { add(after: seconds, "ec2", "RunInstances", "{\"instanceType\":\"t3.micro\"}") }

  mutating func describe(after seconds: Int) { add(after: seconds, "ec2", "DescribeInstances", "null", readOnly: true) }

  mutating func terminate(after seconds: Int) {
    let instance = "i-\(label)-\(events.count)"
    add(after: seconds, "ec2", "TerminateInstances", "{\"instancesSet\":{\"items\":[{\"instanceId\":\"\(instance)\"}]}}")
  }
}
