import ArresterBreaker

/// Planned changes.
enum PlanOperations {
  static let all = [list, ask, end]

  private static let list = PeopleOperation(
    identifier: "listPlans", method: "GET", path: "/v1/plans", summary: "lists planned changes that were approved, by their beginning",
    details: "Those that only wait for an approval are among the requests.", requirement: SharedParts.viewer,
    answers: SharedParts.list("plans", .reference("Plan"), links: SharedParts.links("/plans/0/id", ["endPlan"]))
  ) { call in
    let plans = try await call.service.port.board().plannedChanges.values.sorted { ($0.from, $0.identifier) < ($1.from, $1.identifier) }
    return .json { json in
      json.key("plans")
      json.array { json in for plan in plans { json.object { plan.writeAnswer(to: &$0) } } }
    }
  }

  private static let globs = Schema.texts(count: 0...100, bytes: 1...256)

  private static let properties = [
    Property("principal", .text(bytes: 1...2_048), "Exactly this one."),
    Property("actions", globs, isRequired: false, "Globs of actions; `actions` or `scopes` has to be given."),
    Property("scopes", globs, isRequired: false, "Globs of accounts, clusters and projects."),
    Property("maximumChanges", .integer(1...PlannedChange.maximumChangesLimit), "It trips when more calls than this match."),
    Property(
      "maximumDestroyed", .integer(0...PlannedChange.maximumDestroyedLimit), "It trips when more resources than this are destroyed."),
    Property("from", .time, "Event time; it has to be approved before."), Property("until", .time, "Event time; later than `from`."),
    Property("repeat", .word(PlannedChange.Repetition.allCases.map(\.rawValue)), isRequired: false, "The window comes again."),
    Property("repeatUntil", .time, isRequired: false, "With `repeat`: at most 90 days after `from`."),
    Property("oneStrikes", globs, isRequired: false, "Actions of the one-strike list that are expected too, each in full."),
    SharedParts.reason,
  ]

  private static let ask = PeopleOperation(
    identifier: "askForPlan", method: "POST", path: "/v1/plans", summary: "asks for a planned change",
    details: "Another person has to agree before it begins.", requirement: SharedParts.operator,
    body: PeopleOperation.Body(
      properties: properties,
      example: #"{"principal":"arn:aws:iam::111122223333:role/deploy-agent","actions":["rds:*"],"maximumChanges":100,"#
        + #""maximumDestroyed":40,"from":"2027-01-02T03:00:00Z","until":"2027-01-02T05:00:00Z","reason":"the migration of orders"}"#,
      maximumBytes: 512 * 1024),
    answers: [SharedParts.done, SharedParts.waiting], problems: [409, 410, 429]
  ) { call in try await call.service.ask(.plannedChange(plan(call.body)), call) }

  private static let end = PeopleOperation(
    identifier: "endPlan", method: "POST", path: "/v1/plans/{id}/end", summary: "ends a planned change before its time",
    details: "One operator is enough.", requirement: SharedParts.operator,
    body: PeopleOperation.Body(properties: [SharedParts.reason], example: #"{"reason":"it is over early"}"#),
    answers: [SharedParts.done, SharedParts.waiting], problems: [404, 409, 410, 429]
  ) { call in
    let identifier = call.parameter("id")
    guard try await call.service.port.board().plannedChanges[identifier] != nil else {
      throw PeopleProblem.notFound("no planned change has this identifier; GET /v1/plans lists them")
    }
    return try await call.service.ask(.endPlannedChange(identifier: identifier), call)
  }

  private static func plan(_ body: BodyFields) -> PlannedChange {
    PlannedChange(
      principal: body.text("principal") ?? "", actions: body.texts("actions") ?? [], scopes: body.texts("scopes") ?? [],
      maximumChanges: body.integer("maximumChanges") ?? 0, maximumDestroyed: body.integer("maximumDestroyed") ?? 0,
      from: body.time("from") ?? 0, until: body.time("until") ?? 0,
      repetition: body.text("repeat").flatMap(PlannedChange.Repetition.init(rawValue:)), repeatUntil: body.time("repeatUntil"),
      oneStrikes: body.texts("oneStrikes") ?? [])
  }
}
