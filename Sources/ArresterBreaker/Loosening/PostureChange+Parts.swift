import ArresterBase
import ArresterEvents

extension PostureChange {
  mutating func compareRules(_ inForce: SafetyPosture, _ next: SafetyPosture) {
    for kind in PrincipalKind.allCases {
      let old = inForce.responses.first { $0.kind == kind }?.response ?? .none
      let new = next.responses.first { $0.kind == kind }?.response ?? .none
      guard old != new else { continue }
      note(isLooser: new < old, "a rule met by \(kind.name) principals led to \(old.rawValue), would lead to \(new.rawValue)")
    }
    for action in inForce.oneStrikes.leavingOut(next.oneStrikes) {
      note(isLooser: true, "\(action) tripped on the attempt, would not any more")
    }
    for action in next.oneStrikes.leavingOut(inForce.oneStrikes) {
      note(isLooser: false, "\(action) would trip on the attempt")
    }
  }

  mutating func compareLimits(_ inForce: [PostureLimit], _ next: [PostureLimit]) {
    let known = inForce + next.filter { limit in !inForce.contains { $0.isAbout(limit) } }
    for limit in known {
      let old = inForce.first { $0.isAbout(limit) }
      let new = next.first { $0.isAbout(limit) }
      let what = "\(limit.signal) in \(limit.windowSeconds) s for \(limit.kind.name) principals"
      compare("hard limit on \(what)", old?.hard, new?.hard, looserWhenMore: true) { JSONText.decimal($0, 4) }
      compare("soft limit on \(what)", old?.soft, new?.soft, looserWhenMore: true) { JSONText.decimal($0, 4) }
    }
  }

  mutating func compareProtected(_ inForce: [String], _ next: [String]) {
    for glob in next.leavingOut(inForce) { note(isLooser: true, "\(glob) would be protected, and never acted on") }
    for glob in inForce.leavingOut(next) { note(isLooser: false, "\(glob) would not be protected any more") }
  }

  /// Who may ask or approve. Viewers decide nothing.
  mutating func comparePeople(_ inForce: [PosturePerson], _ next: [PosturePerson]) {
    for person in next {
      let old = inForce.first { $0.name.isSameName(as: person.name) }
      for role in [Person.Role.operator, .approver] where person.roles.contains(role) {
        guard let old, old.roles.contains(role) else {
          note(isLooser: true, "\(person.name) would be \(role.rawValue)")
          continue
        }
        if !old.credential.isSameName(as: person.credential) {
          note(isLooser: true, "the token of \(person.name), who is \(role.rawValue), would be another one")
        }
      }
    }
    for person in inForce {
      let new = next.first { $0.name.isSameName(as: person.name) }
      for role in [Person.Role.operator, .approver] where person.roles.contains(role) && !(new?.roles.contains(role) ?? false) {
        note(isLooser: false, "\(person.name) would not be \(role.rawValue) any more")
      }
    }
  }

  mutating func compareEnforcers(_ inForce: [EnforcerSetting], _ next: [EnforcerSetting]) {
    for enforcer in inForce {
      let new = next.first { $0.name.isSameName(as: enforcer.name) }
      for platform in Platform.allCases where enforcer.platforms.contains(platform) && !(new?.platforms.contains(platform) ?? false) {
        note(isLooser: true, "enforcer \(enforcer.name) was called for \(platform.name), would not be any more")
      }
      if let new, enforcer.readsBack != new.readsBack {
        let words = enforcer.readsBack ? "read back what is in force, would not any more" : "would read back what is in force"
        note(isLooser: enforcer.readsBack, "enforcer \(enforcer.name) \(words)")
      }
    }
    for enforcer in next {
      let old = inForce.first { $0.name.isSameName(as: enforcer.name) }
      for platform in Platform.allCases where enforcer.platforms.contains(platform) && !(old?.platforms.contains(platform) ?? false) {
        note(isLooser: false, "enforcer \(enforcer.name) would be called for \(platform.name)")
      }
    }
  }

  mutating func compareFailModes(_ inForce: [PostureFailMode], _ next: [PostureFailMode]) {
    let known = inForce.map(\.endpoint)
    for endpoint in known + next.map(\.endpoint).leavingOut(known) {
      let old = inForce.first { $0.endpoint.isSameName(as: endpoint) }?.isClosed ?? false
      let new = next.first { $0.endpoint.isSameName(as: endpoint) }?.isClosed ?? false
      guard old != new else { continue }
      let words = "\(endpoint) answered \(old ? "deny" : "allow") where it does not know, would answer \(new ? "deny" : "allow")"
      note(isLooser: old, words)
    }
  }

  mutating func compareNumbers(_ inForce: SafetyPosture, _ next: SafetyPosture) {
    let more: [(String, Int64, Int64)] = [
      ("seconds of probation before it opens again", inForce.probationSeconds, next.probationSeconds),
      ("seconds of a halt", inForce.haltSeconds, next.haltSeconds),
    ]
    for (what, old, new) in more { compare(what, old, new, looserWhenMore: true) { String($0) } }
    let less: [(String, Int64, Int64)] = [
      ("trips acted on in an hour", Int64(inForce.caps.maximumPerHour), Int64(next.caps.maximumPerHour)),
      ("percent of principals acted on in an hour", Int64(inForce.caps.percentOfPrincipals), Int64(next.caps.percentOfPrincipals)),
      ("trips acted on in a minute", Int64(inForce.caps.maximumPerMinute), Int64(next.caps.maximumPerMinute)),
      ("seconds of the first hold", inForce.holds.firstSeconds, next.holds.firstSeconds),
      ("seconds of the longest hold", inForce.holds.maximumSeconds, next.holds.maximumSeconds),
      ("seconds after which evidence is too old to act on", inForce.heldEvidenceSeconds, next.heldEvidenceSeconds),
      ("writes of probation", Int64(inForce.probationWrites), Int64(next.probationWrites)),
    ]
    for (what, old, new) in less { compare(what, old, new, looserWhenMore: false) { String($0) } }
  }

  /// Nobody can tell whether a table of actions or the rules for kinds became looser: so a difference is one.
  mutating func compareOthers(_ inForce: [PostureOther], _ next: [PostureOther]) {
    let known = inForce.map(\.name)
    for name in known + next.map(\.name).leavingOut(known) {
      let old = inForce.first { $0.name.isSameName(as: name) }?.value
      let new = next.first { $0.name.isSameName(as: name) }?.value
      guard old.map(ExactText.init) != new.map(ExactText.init) else { continue }
      let words = "\(name) was \(old ?? "none"), would be \(new ?? "none")"
      note(isLooser: true, words + "; whether that is looser cannot be told, so it counts as such")
    }
  }
}

extension PostureLimit {
  fileprivate func isAbout(_ other: PostureLimit) -> Bool {
    kind == other.kind && windowSeconds == other.windowSeconds && signal.isSameName(as: other.signal)
  }
}

extension [String] {
  /// Compared by their bytes: a glob that only looks the same protects somebody else.
  fileprivate func leavingOut(_ others: [String]) -> [String] {
    let others = Set(others.map(ExactText.init))
    return filter { !others.contains(ExactText($0)) }
  }
}
