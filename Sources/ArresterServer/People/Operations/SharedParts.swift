import ArresterBreaker

/// Parts that several operations have, each described once.
enum SharedParts {
  static let reason = Property(
    "reason", .text(bytes: 1...1_000, pattern: #"[^\u0000-\u0020]"#), "Why, in a sentence; it goes into the audit log.")
  static let trip = Property(
    "trip", .text(bytes: 1...256), isRequired: false, "The trip that you have before your eyes: with another one, nothing is asked.")
  static let limit = Property("limit", .integer(1...QueryValues.maximumLimit), isRequired: false, "How many at most; 100 unless said.")

  static func after(_ what: String) -> Property {
    Property("after", .text(bytes: 1...256), isRequired: false, "Goes on after this \(what), as `next` of the answer before says.")
  }

  static let viewer = Requirement.role(.viewer)
  static let `operator` = Requirement.role(.operator)
  static let decider = Requirement.anyOf(roles: [.operator, .approver])

  static let done = PeopleOperation.Answer(
    status: 200, about: "It is done.", schema: .reference("Act"), links: links("/request/id", requestActs))
  static let waiting = PeopleOperation.Answer(
    status: 202,
    about: "Another person has to agree, or it has not been carried out yet, or (`recorded` is false) it is not in the audit log yet.",
    schema: .reference("Act"), links: links("/request/id", requestActs))

  static func one(_ about: String, _ schema: Schema) -> [PeopleOperation.Answer] {
    [PeopleOperation.Answer(status: 200, about: about, schema: schema)]
  }

  /// `{"things": […], "next": …}`
  static func list(
    _ name: String, _ element: Schema, isPaged: Bool = false, links: [PeopleOperation.Link] = []
  ) -> [PeopleOperation.Answer] {
    let next = Property("next", .plain, isRequired: false, "There are more: give it as `after`.")
    let schema = Schema.object([Property(name, .list(element), "In order.")] + (isPaged ? [next] : []))
    return [PeopleOperation.Answer(status: 200, about: "The list.", schema: schema, links: links)]
  }

  static func links(_ pointer: String, _ operations: [String]) -> [PeopleOperation.Link] {
    operations.map { PeopleOperation.Link(operation: $0, pointer: pointer) }
  }

  static let requestActs = ["showRequest", "approveRequest", "refuseRequest", "withdrawRequest"]
  static let breakerActs = [
    "showBreaker", "openBreaker", "enforceBreaker", "dismissBreaker", "restoreBreaker", "liftBreaker", "extendBreaker", "exemptBreaker",
  ]
}

extension HTTPResponse {
  /// JSON that is ready.
  static func ready(_ bytes: [UInt8]) -> HTTPResponse {
    HTTPResponse(status: 200, headers: [("Content-Type", "application/json")], body: bytes)
  }

  /// A list of JSON objects that are ready.
  static func ready(_ name: String, _ objects: [[UInt8]]) -> HTTPResponse {
    .json { json in
      json.key(name)
      json.array { json in for object in objects { json.raw(object) } }
    }
  }
}
