import ArresterEvents

/// A posture as JSON holds it.
struct PostureContent: Decodable {
  struct Mode: Decodable {
    var kind: String?
    var scope: String
    var mode: String
  }

  struct Response: Decodable {
    var kind: String
    var response: String
  }

  struct Limit: Decodable {
    var kind: String
    var signal: String
    var windowSeconds: Int
    var hard: Double?
    var soft: Double?
  }

  struct PersonContent: Decodable {
    var name: String
    var roles: [String]
    var credential: String
  }

  struct Enforcer: Decodable {
    var name: String
    var platforms: [String]
    var readsBack: Bool
  }

  struct FailMode: Decodable {
    var endpoint: String
    var closed: Bool
  }

  struct Other: Decodable {
    var name: String
    var value: String
  }

  var defaultMode: String
  var modes: [Mode]
  var responses: [Response]
  var limits: [Limit]
  var oneStrikes: [String]
  var protected: [String]
  var people: [PersonContent]
  var enforcers: [Enforcer]
  var failModes: [FailMode]
  var others: [Other]
  var capPerHour: Int
  var capPercent: Int
  var capPerMinute: Int
  var firstHoldSeconds: Int64
  var longestHoldSeconds: Int64
  var heldEvidenceSeconds: Int64
  var probationWrites: Int
  var probationSeconds: Int64
  var haltSeconds: Int64

  func value() throws(RecordError) -> SafetyPosture {
    var posture = SafetyPosture()
    posture.defaultMode = try RecordError.named("defaultMode", defaultMode)
    for rule in modes {
      let kind: PrincipalKind? = if let name = rule.kind { try RecordError.kind(name) } else { nil }
      posture.modes.append(ModeRule(kind: kind, scope: rule.scope, mode: try RecordError.named("mode", rule.mode)))
    }
    for entry in responses {
      posture.responses.append(
        PostureResponse(kind: try RecordError.kind(entry.kind), response: try RecordError.named("response", entry.response)))
    }
    for limit in limits {
      posture.limits.append(
        PostureLimit(
          kind: try RecordError.kind(limit.kind), signal: limit.signal, windowSeconds: limit.windowSeconds, hard: limit.hard,
          soft: limit.soft))
    }
    try readPeopleAndEnforcers(into: &posture)
    readNumbers(into: &posture)
    return posture
  }

  private func readPeopleAndEnforcers(into posture: inout SafetyPosture) throws(RecordError) {
    posture.oneStrikes = oneStrikes
    posture.protected = protected
    for person in people {
      var roles: Set<Person.Role> = []
      for role in person.roles { roles.insert(try RecordError.named("role", role)) }
      posture.people.append(PosturePerson(name: person.name, roles: roles, credential: person.credential))
    }
    for enforcer in enforcers {
      var platforms: [Platform] = []
      for platform in enforcer.platforms { platforms.append(try RecordError.platform(platform)) }
      posture.enforcers.append(EnforcerSetting(name: enforcer.name, platforms: platforms, readsBack: enforcer.readsBack))
    }
    posture.failModes = failModes.map { PostureFailMode(endpoint: $0.endpoint, isClosed: $0.closed) }
    posture.others = others.map { PostureOther(name: $0.name, value: $0.value) }
  }

  private func readNumbers(into posture: inout SafetyPosture) {
    posture.caps.maximumPerHour = capPerHour
    posture.caps.percentOfPrincipals = capPercent
    posture.caps.maximumPerMinute = capPerMinute
    posture.holds = HoldLadder(firstSeconds: firstHoldSeconds, maximumSeconds: longestHoldSeconds)
    posture.heldEvidenceSeconds = heldEvidenceSeconds
    posture.probationWrites = probationWrites
    posture.probationSeconds = probationSeconds
    posture.haltSeconds = haltSeconds
  }
}
