import ArresterBase

extension PersonRequest {
  /// The facts of a request; `PersonRequest+Read` reads them.
  func writeFields(to json: inout JSONText) {
    json.field("type", (asked.isStaged ? RecordType.staged : RecordType.request).rawValue)
    json.field("id", identifier)
    json.field("revision", revision: revision)
    // For people and scripts: what is read is worked out anew from the facts.
    json.field("state", state.rawValue)
    json.key("asked")
    json.object { asked.writeFields(to: &$0) }
    if let key { json.fields(of: key) }
    if let trip { json.field("trip", trip) }
    if let configuration { json.field("configuration", configuration) }
    json.field("requester", requester)
    json.field("reason", reason)
    json.field("askedAt", time: askedAt)
    json.field("expiresAt", time: expiresAt)
    json.field("approvalsNeeded", approvalsNeeded)
    json.list("approvals", approvals) { json, approval in
      json.field("name", approval.name)
      json.field("at", time: approval.at)
    }
    if let claimant { json.field("claimant", claimant) }
    guard let end else { return }
    json.key("end")
    json.object { json in
      json.field("state", end.state.rawValue)
      json.field("by", end.by)
      json.field("at", time: end.at)
      json.field("note", end.note)
    }
  }
}

extension AskedChange {
  func writeFields(to json: inout JSONText) {
    json.field("what", name)
    switch self {
    case .command(.exempt(let until)), .command(.extend(let until)): json.field("until", time: until)
    case .command, .halt, .resume: break
    case .plannedChange(let plan):
      json.key("planned")
      json.object { plan.writeFields(to: &$0) }
    case .endPlannedChange(let identifier): json.field("planned", identifier)
    case .loosening(let loosening):
      json.field("hash", loosening.hash)
      json.field("differences", loosening.differences)
    case .stagedAction(let question):
      json.field("action", question.action)
      json.field("resource", question.resource)
      if let uid = question.uid { json.field("uid", uid) }
      if let version = question.resourceVersion { json.field("resourceVersion", version) }
    }
  }
}
