import ArresterBreaker
import ArresterEvents

/// What the service has found, as it writes it itself.
enum Findings {
  static let all = [status, findings, trips, trip, manifest, principals, principal, model, deadLetters, audit]

  private static let status = PeopleOperation(
    identifier: "status", method: "GET", path: "/v1/status", summary: "says how the service is", requirement: SharedParts.viewer,
    answers: SharedParts.one("How it is: lag, blindness, counters.", .openObject)
  ) { call in .ready(try await call.service.port.status()) }

  private static let findings = PeopleOperation(
    identifier: "listFindings", method: "GET", path: "/v1/findings", summary: "lists findings, the newest first",
    requirement: SharedParts.viewer, query: [SharedParts.limit], answers: SharedParts.list("findings", .openObject)
  ) { call in .ready("findings", try await call.service.port.findings(limit: call.query.limit)) }

  private static let trips = PeopleOperation(
    identifier: "listTrips", method: "GET", path: "/v1/trips", summary: "lists trips, the newest first", requirement: SharedParts.viewer,
    query: [SharedParts.limit], answers: SharedParts.list("trips", .openObject)
  ) { call in .ready("trips", try await call.service.port.trips(limit: call.query.limit)) }

  private static let trip = PeopleOperation(
    identifier: "showTrip", method: "GET", path: "/v1/trips/{id}", summary: "shows a trip, with its ledger of time and its blast",
    requirement: SharedParts.viewer, answers: SharedParts.one("The trip.", .openObject), problems: [404]
  ) { call in
    guard let trip = try await call.service.port.trip(call.parameter("id")) else { throw unknownTrip }
    return .ready(trip)
  }

  private static let manifest = PeopleOperation(
    identifier: "showManifest", method: "GET", path: "/v1/trips/{id}/manifest",
    summary: "shows what a trip's principal destroyed, and how people may bring it back", details: "It is never executed by Arrester.",
    requirement: SharedParts.viewer,
    query: [Property("format", .word(ManifestFormat.allCases.map(\.rawValue)), isRequired: false, "Instead of the header Accept.")],
    answers: [
      PeopleOperation.Answer(
        status: 200, about: "The manifest.", schema: nil, contentTypes: ["application/json", "text/markdown", "text/html"])
    ], problems: [404, 406]
  ) { call in
    let format = try ManifestFormat(query: call.query["format"], accept: call.context.request.headers["accept"])
    guard let manifest = try await call.service.port.manifest(trip: call.parameter("id"), format: format) else { throw unknownTrip }
    // Its names were chosen by whoever made the resources.
    return HTTPResponse(
      status: 200,
      headers: [
        ("Content-Type", format.contentType), ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
      ], body: manifest)
  }

  private static let principals = PeopleOperation(
    identifier: "listPrincipals", method: "GET", path: "/v1/principals", summary: "lists the principals that are watched now",
    requirement: SharedParts.viewer,
    query: [Property("kind", PeopleSchemas.kind, isRequired: false, "Only those of this kind."), SharedParts.limit],
    answers: SharedParts.list("principals", .openObject)
  ) { call in
    let kind = call.query["kind"].flatMap { PrincipalKind(name: $0) }
    return .ready("principals", try await call.service.port.principals(limit: call.query.limit, kind: kind))
  }

  private static let principal = PeopleOperation(
    identifier: "showPrincipal", method: "GET", path: "/v1/principals/{id}", summary: "shows what is known of a principal",
    requirement: SharedParts.viewer, answers: SharedParts.one("The principal.", .openObject), problems: [404]
  ) { call in
    guard let principal = try await call.service.port.principal(call.parameter("id")) else {
      throw PeopleProblem.notFound("nothing is known of this principal; GET /v1/principals lists those that are watched")
    }
    return .ready(principal)
  }

  private static let model = PeopleOperation(
    identifier: "model", method: "GET", path: "/v1/model", summary: "shows the model in force", requirement: SharedParts.viewer,
    answers: SharedParts.one("The model.", .openObject)
  ) { call in .ready(try await call.service.port.model()) }

  private static let deadLetters = PeopleOperation(
    identifier: "listDeadLetters", method: "GET", path: "/v1/deadletters",
    summary: "lists the newest records that could not be read, the newest first", requirement: SharedParts.viewer,
    answers: SharedParts.list("deadLetters", .openObject)
  ) { call in .ready("deadLetters", try await call.service.port.deadLetters()) }

  private static let audit = PeopleOperation(
    identifier: "audit", method: "GET", path: "/v1/audit", summary: "shows the newest records of the audit log, and verifies all of it",
    details: "Signatures are not looked at: `arrester audit verify --key` does that.", requirement: SharedParts.viewer,
    query: [SharedParts.limit], answers: SharedParts.one("Its newest records, and what the verification found.", .openObject)
  ) { call in
    switch try await call.service.port.audit(limit: call.query.limit) {
    case .there(let json): return .ready(json)
    case .reading:
      throw PeopleProblem(status: 503, code: "reading", detail: "the audit log is being read; ask again", retryAfterSeconds: 1)
    case .unreadable(let detail): throw PeopleProblem(status: 503, code: "unreadable", detail: detail, retryAfterSeconds: 10)
    }
  }

  private static let unknownTrip = PeopleProblem.notFound("no trip has this identifier; GET /v1/trips lists the newest")
}

extension ManifestFormat {
  /// By the query, else the best that the header accepts (RFC 9110, section 12.5.1), else JSON.
  init(query: String?, accept: String?) throws(PeopleProblem) {
    if let named = query.flatMap(ManifestFormat.init(rawValue:)) {
      self = named
      return
    }
    guard let accept else {
      self = .json
      return
    }
    let best = ManifestFormat.allCases.map { ($0, $0.quality(accept)) }.max { $0.1 < $1.1 }
    guard let best, best.1 > 0 else {
      throw PeopleProblem(
        status: 406, code: "notAcceptable", detail: "it is there as application/json, text/markdown and text/html; accept one of them")
    }
    // Of equals `max` takes the last; the first is meant.
    self = ManifestFormat.allCases.first { $0.quality(accept) == best.1 } ?? .json
  }

  /// 0 to 1000; of the most specific range that matches.
  private func quality(_ accept: String) -> Int {
    let type = contentType.split(separator: ";")[0]
    let group = type.prefix { $0 != "/" } + "/*"
    var found: (specificity: Int, quality: Int) = (-1, 0)
    for range in accept.lowercased().split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
      guard let name = parts.first, let specificity = ["*/*", String(group), String(type)].firstIndex(of: name) else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      if specificity > found.specificity { found = (specificity, Int(max(0, min(weight, 1)) * 1000)) }
    }
    return found.quality
  }
}
