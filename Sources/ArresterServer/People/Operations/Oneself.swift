/// Who asks, and what they are told of.
enum Oneself {
  static let all = [me, events]

  private static let events = PeopleOperation(
    identifier: "events", method: "GET", path: "/v1/events",
    summary: "tells what changes, as server-sent events, until the caller leaves",
    details: "`status`, `principals`, `breaker`, `request` and `trip`, each with what the list of that name has. `resync`: what came "
      + "before is not known here, so read the lists. With the header Last-Event-ID it goes on after that event.",
    requirement: SharedParts.viewer,
    answers: [PeopleOperation.Answer(status: 200, about: "The stream.", schema: nil, contentTypes: ["text/event-stream"])]
  ) { call in
    let stream = call.service.feed.listen(after: call.context.request.headers["last-event-id"])
    var response = HTTPResponse(status: 200, headers: [("Content-Type", "text/event-stream"), ("X-Accel-Buffering", "no")])
    response.stream = stream
    return response
  }

  private static let me = PeopleOperation(
    identifier: "me", method: "GET", path: "/v1/me", summary: "says who the token's person is, and what they may do",
    requirement: SharedParts.viewer,
    answers: SharedParts.one(
      "The person.",
      .object([
        Property("name", .plain, "As approvals name them."),
        Property("roles", .list(.word(["viewer", "operator", "approver"])), "Each says what they may do beside reading."),
      ]))
  ) { call in
    let person = try call.person()
    return .json { json in
      json.field("name", person.name)
      json.field("roles", person.roles.map(\.rawValue).sorted())
    }
  }
}
