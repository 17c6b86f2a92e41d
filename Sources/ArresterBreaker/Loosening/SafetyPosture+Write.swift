import ArresterBase

extension SafetyPosture {
  /// More digits than any limit has: two that differ must not have one hash.
  private static let decimals = 9

  func writeFields(to json: inout JSONText) {
    json.field("defaultMode", defaultMode.rawValue)
    json.list("modes", modes) { json, rule in
      if let kind = rule.kind { json.field("kind", kind.name) }
      json.field("scope", rule.scope)
      json.field("mode", rule.mode.rawValue)
    }
    json.list("responses", responses) { json, entry in
      json.field("kind", entry.kind.name)
      json.field("response", entry.response.rawValue)
    }
    json.list("limits", limits) { json, limit in
      json.field("kind", limit.kind.name)
      json.field("signal", limit.signal)
      json.field("windowSeconds", limit.windowSeconds)
      if let hard = limit.hard { json.field("hard", hard, decimals: SafetyPosture.decimals) }
      if let soft = limit.soft { json.field("soft", soft, decimals: SafetyPosture.decimals) }
    }
    json.field("oneStrikes", oneStrikes)
    json.field("protected", protected)
    writePeopleAndEnforcers(to: &json)
    writeNumbers(to: &json)
  }

  private func writePeopleAndEnforcers(to json: inout JSONText) {
    json.list("people", people) { json, person in
      json.field("name", person.name)
      json.field("roles", person.roles.map(\.rawValue).sorted())
      json.field("credential", person.credential)
    }
    json.list("enforcers", enforcers) { json, enforcer in
      json.field("name", enforcer.name)
      json.field("platforms", enforcer.platforms.map(\.name))
      json.field("readsBack", enforcer.readsBack)
    }
    json.list("failModes", failModes) { json, entry in
      json.field("endpoint", entry.endpoint)
      json.field("closed", entry.isClosed)
    }
    json.list("others", others) { json, other in
      json.field("name", other.name)
      json.field("value", other.value)
    }
  }

  private func writeNumbers(to json: inout JSONText) {
    json.field("capPerHour", caps.maximumPerHour)
    json.field("capPercent", caps.percentOfPrincipals)
    json.field("capPerMinute", caps.maximumPerMinute)
    json.field("firstHoldSeconds", Int(holds.firstSeconds))
    json.field("longestHoldSeconds", Int(holds.maximumSeconds))
    json.field("heldEvidenceSeconds", Int(heldEvidenceSeconds))
    json.field("probationWrites", probationWrites)
    json.field("probationSeconds", Int(probationSeconds))
    json.field("haltSeconds", Int(haltSeconds))
  }
}

extension JSONText {
  /// A member that is a list of objects.
  mutating func list<Element>(_ name: String, _ elements: [Element], _ body: (inout JSONText, Element) -> Void) {
    key(name)
    array { json in
      for element in elements { json.object { body(&$0, element) } }
    }
  }
}
