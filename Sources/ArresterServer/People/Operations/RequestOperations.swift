import ArresterBreaker

/// What people ask for, and what others say to it.
enum RequestOperations {
  static let all = [list, show, approve, refuse, withdraw, loosen]

  private static let list = PeopleOperation(
    identifier: "listRequests", method: "GET", path: "/v1/requests", summary: "lists requests, the newest first",
    details: "People's and those about staged actions of agents; ended ones for an hour.", requirement: SharedParts.viewer,
    query: [
      Property("state", PeopleSchemas.requestState, isRequired: false, "Only those that stand at this."),
      Property("breaker", .text(bytes: 1...256), isRequired: false, "Only those about the breaker of this identifier."),
      SharedParts.after("request"), SharedParts.limit,
    ],
    answers: SharedParts.list(
      "requests", .reference("Request"), isPaged: true, links: SharedParts.links("/requests/0/id", SharedParts.requestActs)),
    problems: [404]
  ) { call in
    let all = try await call.service.port.board().requests
    var rest = all[...]
    if let after = call.query["after"] {
      guard let index = all.firstIndex(where: { $0.identifier == after }) else {
        throw PeopleProblem.notFound("no request has the identifier `after`, or it was forgotten; begin without it")
      }
      rest = all[(index + 1)...]
    }
    let found = rest.filter { isWanted($0, call.query) }
    let page = found.prefix(call.query.limit)
    return .json { json in
      json.key("requests")
      json.array { json in for request in page { json.object { request.writeAnswer(to: &$0) } } }
      json.optional("next", found.count > page.count ? page.last?.identifier : nil)
    }
  }

  private static let show = PeopleOperation(
    identifier: "showRequest", method: "GET", path: "/v1/requests/{id}", summary: "shows a request", requirement: SharedParts.viewer,
    answers: SharedParts.one("The request.", .object([Property("request", .reference("Request"), "As it stands.")])), problems: [404]
  ) { call in
    guard let request = try await call.service.port.board().request(call.parameter("id")) else {
      throw PeopleProblem.notFound("no request has this identifier; it may have expired and been forgotten")
    }
    return .json { json in
      json.key("request")
      json.object { request.writeAnswer(to: &$0) }
    }
  }

  private static let approve = PeopleOperation(
    identifier: "approveRequest", method: "POST", path: "/v1/requests/{id}/approve", summary: "agrees to what another person asks for",
    details: "An approver who is not the requester, each once; for an agent's staged action an operator too.",
    requirement: SharedParts.decider, body: PeopleOperation.Body(properties: [], example: "{}"),
    answers: [SharedParts.done, SharedParts.waiting], problems: [404, 409, 410]
  ) { call in try await call.service.decide(.approve, call.parameter("id"), call) }

  private static let refuse = PeopleOperation(
    identifier: "refuseRequest", method: "POST", path: "/v1/requests/{id}/refuse", summary: "says no to what another person asks for",
    details: "Whoever might have approved it.", requirement: SharedParts.decider,
    body: PeopleOperation.Body(properties: [SharedParts.reason], example: #"{"reason":"the agent is not understood yet"}"#),
    answers: [SharedParts.done, SharedParts.waiting], problems: [404, 409, 410]
  ) { call in
    try await call.service.decide(.refuse(reason: call.body.text("reason") ?? ""), call.parameter("id"), call)
  }

  private static let withdraw = PeopleOperation(
    identifier: "withdrawRequest", method: "POST", path: "/v1/requests/{id}/withdraw", summary: "takes one's own request back",
    details: "Its requester, whatever roles they have by now.", requirement: SharedParts.viewer,
    body: PeopleOperation.Body(properties: [], example: "{}"),
    answers: [SharedParts.done, SharedParts.waiting], problems: [404, 409, 410]
  ) { call in try await call.service.decide(.withdraw, call.parameter("id"), call) }

  private static let loosen = PeopleOperation(
    identifier: "askForLoosening", method: "POST", path: "/v1/postures/{hash}/approve-request",
    summary: "asks that a looser model or configuration be accepted",
    details: "Its hash is in the refusal of the start or reload. Once another person has agreed, the next start or reload takes it. "
      + "The differences are what the requester says: an approver compares the hash.",
    requirement: SharedParts.operator,
    body: PeopleOperation.Body(
      properties: [
        SharedParts.reason,
        Property(
          "differences", .texts(count: 0...100, bytes: 1...1_000), isRequired: false, "What is looser, in words, as the refusal says."),
      ],
      example: #"{"reason":"the nightly clean-up grows","differences":["destroyed in 300 s was 10, would be 20"]}"#,
      maximumBytes: 512 * 1024),
    answers: [SharedParts.done, SharedParts.waiting], problems: [409, 410, 429]
  ) { call in
    let loosening = Loosening(hash: call.parameter("hash"), differences: call.body.texts("differences") ?? [])
    return try await call.service.ask(.loosening(loosening), call)
  }

  private static func isWanted(_ request: PersonRequest, _ query: QueryValues) -> Bool {
    (query["state"].map { $0 == request.state.rawValue } ?? true)
      && (query["breaker"].map { $0 == request.key.map(BreakerIndex.identifier) } ?? true)
  }
}
