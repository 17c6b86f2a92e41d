import ArresterBreaker

/// Keeping new trips from acting, and drills.
enum HaltOperations {
  static let all = [halt, resume, drill]

  private static let body = PeopleOperation.Body(properties: [SharedParts.reason], example: #"{"reason":"a false alarm in every account"}"#)

  private static let halt = PeopleOperation(
    identifier: "halt", method: "POST", path: "/v1/halt", summary: "keeps new trips from acting, for 4 h at most",
    details: "Existing denies stay. One operator is enough, and everybody is paged.", requirement: SharedParts.operator, body: body,
    answers: [SharedParts.done, SharedParts.waiting], problems: [409, 410, 429]
  ) { call in try await call.service.ask(.halt, call) }

  private static let resume = PeopleOperation(
    identifier: "resume", method: "POST", path: "/v1/resume", summary: "ends a halt", details: "One operator is enough.",
    requirement: SharedParts.operator,
    body: PeopleOperation.Body(properties: [SharedParts.reason], example: #"{"reason":"the alarm was understood"}"#),
    answers: [SharedParts.done, SharedParts.waiting], problems: [409, 410, 429]
  ) { call in try await call.service.ask(.resume, call) }

  private static let drill = PeopleOperation(
    identifier: "drill", method: "POST", path: "/v1/drill",
    summary: "begins a drill with the canary of the configuration, or tells how the one that runs is doing, and once how it ended",
    requirement: SharedParts.operator, body: PeopleOperation.Body(properties: [], example: "{}"),
    answers: SharedParts.one("What each part did.", .openObject), problems: [409], limitSeconds: 10
  ) { call in
    switch try await call.service.port.drill(by: try call.person()) {
    case .running(let steps): return .ready(steps)
    case .impossible(let detail): throw PeopleProblem(status: 409, code: "noDrill", detail: detail)
    }
  }
}
