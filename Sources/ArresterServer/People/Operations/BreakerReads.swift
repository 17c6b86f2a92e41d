import ArresterBase
import ArresterBreaker
import ArresterEvents

/// Looking at breakers.
enum BreakerReads {
  static let all = [list, show, exemptions]

  private static let filters = [
    Property("state", PeopleSchemas.state, isRequired: false, "Only those in this state."),
    Property("platform", PeopleSchemas.platform, isRequired: false, "Only those of this platform."),
    Property("kind", PeopleSchemas.kind, isRequired: false, "Only those of this kind."),
    Property("principal", .text(bytes: 1...2_048), isRequired: false, "Only those of exactly this principal; no glob."),
  ]

  private static let list = PeopleOperation(
    identifier: "listBreakers", method: "GET", path: "/v1/breakers", summary: "lists breakers, by identifier",
    requirement: SharedParts.viewer, query: filters + [SharedParts.after("breaker"), SharedParts.limit],
    answers: SharedParts.list(
      "breakers", .reference("Breaker"), isPaged: true,
      links: SharedParts.links("/breakers/0/id", SharedParts.breakerActs)
        + SharedParts.links("/breakers/0/trip/id", ["showTrip", "showManifest"]))
  ) { call in
    let board = try await call.service.port.board()
    let found = call.service.index.list(board) { isWanted($0, call.query) }
    let rest = call.query["after"].map { after in found.drop { $0.identifier <= after } } ?? found[...]
    let page = rest.prefix(call.query.limit)
    return write("breakers", page.map(\.breaker), board, call, next: rest.count > page.count ? page.last?.identifier : nil)
  }

  private static let show = PeopleOperation(
    identifier: "showBreaker", method: "GET", path: "/v1/breakers/{id}", summary: "shows a breaker, with what is asked about it",
    requirement: SharedParts.viewer,
    answers: SharedParts.one(
      "The breaker.",
      .object([
        Property("breaker", .reference("Breaker"), "As it stands."),
        Property("requests", .list(.reference("Request")), "What is asked about it and not ended, the newest first."),
      ])),
    problems: [404, 409]
  ) { call in
    let (breaker, board) = try await call.service.breaker(call.parameter("id"))
    let requests = board.requests.filter { $0.key == breaker.key && $0.end == nil }
    return .json { json in
      json.key("breaker")
      json.object { breaker.writeAnswer(to: &$0, board, at: call.service.clock.now()) }
      json.key("requests")
      json.array { json in for request in requests { json.object { request.writeAnswer(to: &$0) } } }
    }
  }

  private static let exemptions = PeopleOperation(
    identifier: "listExemptions", method: "GET", path: "/v1/exemptions", summary: "lists exempt breakers, the next to end first",
    requirement: SharedParts.viewer, query: [SharedParts.limit], answers: SharedParts.list("exemptions", .reference("Breaker"))
  ) { call in
    let board = try await call.service.port.board()
    let found = call.service.index.list(board) { $0.state == .exempt }
      .sorted { ($0.breaker.exemptUntil ?? .max, $0.identifier) < ($1.breaker.exemptUntil ?? .max, $1.identifier) }
    return write("exemptions", found.prefix(call.query.limit).map(\.breaker), board, call)
  }

  private static func isWanted(_ breaker: Breaker, _ query: QueryValues) -> Bool {
    (query["state"].map { $0 == breaker.state.rawValue } ?? true)
      && (query["platform"].map { $0 == breaker.key.platform.name } ?? true)
      && (query["kind"].map { $0 == breaker.key.kind.name } ?? true)
      && (query["principal"].map { $0.utf8.elementsEqual(breaker.key.principal.utf8) } ?? true)
  }

  private static func write(
    _ name: String, _ breakers: [Breaker], _ board: BreakerBoard, _ call: PeopleCall, next: String? = nil
  ) -> HTTPResponse {
    let now = call.service.clock.now()
    return .json { json in
      json.key(name)
      json.array { json in for breaker in breakers { json.object { breaker.writeAnswer(to: &$0, board, at: now) } } }
      json.optional("next", next)
    }
  }
}
