import ArresterBreaker
import ArresterEvents

/// Asking for something about one breaker.
enum BreakerActs {
  static let all =
    [openByName] + [
      act("open", "denies all writes of a principal that is known", "One operator is enough.") { _ in .forceOpen },
      act("enforce", "acts on a held or capped trip", "One operator is enough.") { _ in .enforce },
      act("dismiss", "drops a held trip", "One operator is enough.") { _ in .dismiss },
      act(
        "restore", "asks to give a principal its permissions back, on probation",
        "Another person has to agree; before the hold has ended, two others."
      ) { _ in .restore },
      act("lift", "asks to end a forced opening", "Another person has to agree.") { _ in .liftForced },
      act("extend", "moves the end of a running hold later", "One operator is enough; at most the longest hold from now.", isTimed: true) {
        .extend(until: $0)
      },
      act("exempt", "asks to let a principal through until a time", "Another person has to agree; at most 90 days.", isTimed: true) {
        .exempt(until: $0)
      },
    ]

  private static let until = Property("until", .time, "Its end.")

  private static let openByName = PeopleOperation(
    identifier: "openPrincipal", method: "POST", path: "/v1/breakers/open",
    summary: "denies all writes of a principal, also of one that never tripped",
    details: "The principal is exactly this one: `*` in it is no glob. One operator is enough.", requirement: SharedParts.operator,
    body: PeopleOperation.Body(
      properties: [
        Property("platform", PeopleSchemas.platform, "Where its events come from."),
        Property(
          "scope", .text(bytes: 0...2_048), "The account, cluster, project or subscription that it belongs to, as its events say."),
        Property("principal", .text(bytes: 1...2_048), "As its events say: for an assumed role the role's own ARN."),
        Property("kind", PeopleSchemas.kind, "What it is taken for."), SharedParts.reason,
      ],
      example: #"{"platform":"aws","scope":"111122223333","principal":"arn:aws:iam::111122223333:role/deploy-agent","kind":"agent","#
        + #""reason":"it deletes what it should not"}"#),
    answers: [SharedParts.done, SharedParts.waiting], problems: [409, 410, 429]
  ) { call in
    let body = call.body
    guard let platform = Platform.allCases.first(where: { $0.name == body.text("platform") }),
      let kind = body.text("kind").flatMap({ PrincipalKind(name: $0) }), let scope = body.text("scope"),
      let principal = body.text("principal")
    else { preconditionFailure("the body was not held to its schema") }
    try PrincipalSpelling.check(principal, platform)
    let key = BreakerKey(platform: platform, homeScope: scope, principal: principal, kind: kind)
    return try await call.service.ask(.command(.forceOpen), about: key, call)
  }

  private static func act(
    _ word: String, _ summary: String, _ details: String, isTimed: Bool = false,
    _ command: @escaping @Sendable (Int64) -> BreakerCommand
  ) -> PeopleOperation {
    PeopleOperation(
      identifier: word + "Breaker", method: "POST", path: "/v1/breakers/{id}/\(word)", summary: summary, details: details,
      requirement: SharedParts.operator,
      body: PeopleOperation.Body(
        properties: [SharedParts.reason] + (isTimed ? [until] : []) + [SharedParts.trip],
        example: isTimed ? #"{"reason":"the migration of orders","until":"2027-01-02T03:04:05Z"}"# : #"{"reason":"seen on the dashboard"}"#),
      answers: [SharedParts.done, SharedParts.waiting], problems: [404, 409, 410, 429]
    ) { call in
      let breaker = try await call.service.breaker(call.parameter("id")).breaker
      return try await call.service.ask(
        .command(command(call.body.time("until") ?? 0)), about: breaker.key, trip: call.body.text("trip"), call)
    }
  }
}
