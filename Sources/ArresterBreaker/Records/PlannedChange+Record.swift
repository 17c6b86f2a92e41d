import ArresterBase

extension PlannedChange {
  /// As a record of the breakers topic.
  func writeRecord(to json: inout JSONText) {
    json.field("type", RecordType.plannedChange.rawValue)
    json.field("revision", revision: revision)
    writeFields(to: &json)
  }

  /// The same fields that a file for `replay --planned` has.
  func writeFields(to json: inout JSONText) {
    json.field("id", identifier)
    json.field("principal", principal)
    json.field("actions", actions)
    json.field("scopes", scopes)
    json.field("maximumChanges", maximumChanges)
    json.field("maximumDestroyed", maximumDestroyed)
    json.field("from", time: from)
    json.field("until", time: until)
    if let repetition { json.field("repeat", repetition.rawValue) }
    json.field("repeatUntil", time: repeatUntil)
    json.field("oneStrikes", oneStrikes)
    json.field("requestedBy", requestedBy)
    json.field("approvedBy", approvedBy)
    json.field("approvedAt", time: approvedAt)
    json.field("reason", reason)
    json.field("endedAt", time: endedAt)
  }
}

extension BoardRecord {
  /// One on the topic has been approved by somebody; else it would be leniency that nobody agreed to.
  static func plannedChange(_ revision: UInt64, _ content: PlannedChangeContent) throws(RecordError) -> PlannedChange {
    var plan = try content.value()
    guard !plan.identifier.isEmpty, !plan.requestedBy.isEmpty, !plan.approvedBy.isEmpty, plan.approvedAt != nil else {
      throw RecordError(code: .badField, detail: "id, requestedBy, approvedBy or approvedAt is missing")
    }
    plan.revision = revision
    return plan
  }
}

/// A planned change as JSON holds it, in records and in files.
struct PlannedChangeContent: Decodable {
  var id: String?
  var principal: String
  var actions: [String]?
  var scopes: [String]?
  var maximumChanges: WholeNumber
  var maximumDestroyed: WholeNumber
  var from: String
  var until: String
  var `repeat`: String?
  var repeatUntil: String?
  var oneStrikes: [String]?
  var requestedBy: String?
  var approvedBy: String?
  var approvedAt: String?
  var reason: String?
  var endedAt: String?

  /// Checked as a whole.
  func value() throws(RecordError) -> PlannedChange {
    let plan = try unchecked()
    if let problem = plan.validate().first { throw RecordError(code: .badField, detail: problem.description) }
    return plan
  }

  /// Times and words are read; whether they fit together is not asked.
  func unchecked() throws(RecordError) -> PlannedChange {
    let repetition: PlannedChange.Repetition? = if let name = self.repeat { try RecordError.named("repeat", name) } else { nil }
    var plan = PlannedChange(
      identifier: id ?? "", principal: principal, actions: actions ?? [], scopes: scopes ?? [], maximumChanges: maximumChanges.value,
      maximumDestroyed: maximumDestroyed.value, from: try RecordError.time("from", from), until: try RecordError.time("until", until),
      repetition: repetition, repeatUntil: try RecordError.optionalTime("repeatUntil", repeatUntil), oneStrikes: oneStrikes ?? [],
      requestedBy: requestedBy ?? "", approvedBy: approvedBy ?? "",
      approvedAt: try RecordError.optionalTime("approvedAt", approvedAt), reason: reason ?? "")
    plan.endedAt = try RecordError.optionalTime("endedAt", endedAt)
    return plan
  }
}

/// A number that says where it stands when it is none: of one that does not fit, the decoder itself forgets the place.
struct WholeNumber: Decodable {
  var value: Int

  init(from decoder: any Decoder) throws {
    guard let value = try? decoder.singleValueContainer().decode(Int.self) else {
      throw DecodingError.typeMismatch(Int.self, .init(codingPath: decoder.codingPath, debugDescription: "not a whole number"))
    }
    self.value = value
  }
}
