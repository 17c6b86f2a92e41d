import ArresterBreaker

/// Why people get no answer to what they asked, as a problem of RFC 9457 with a `code` that scripts can rely on.
struct PeopleProblem: Error, Equatable {
  var status: Int
  /// A word: `RequestError.Code`, `PortError`, or one of those below.
  var code: String
  /// What was wrong, and what would be right.
  var detail: String
  /// Identifier of the request that it is about.
  var request: String?
  /// When to ask again; nil where that would change nothing.
  var retryAfterSeconds: Int64?

  static func badRequest(_ detail: String) -> PeopleProblem { PeopleProblem(status: 400, code: "badRequest", detail: detail) }
  static func forbidden(_ detail: String) -> PeopleProblem { PeopleProblem(status: 403, code: "notAllowed", detail: detail) }
  static func notFound(_ detail: String) -> PeopleProblem { PeopleProblem(status: 404, code: "unknown", detail: detail) }

  /// An answer to somebody who wants it again.
  var response: HTTPResponse {
    var response = HTTPResponse.json(status) { json in
      json.field("status", status)
      json.field("title", PeopleProblem.titles[status] ?? "not done")
      json.field("detail", detail)
      json.field("code", code)
      if let request { json.field("request", request) }
    }
    response.headers = [("Content-Type", "application/problem+json")]
    guard let retryAfterSeconds else { return response }
    return response.adding("Retry-After", String(max(1, retryAfterSeconds)))
  }

  static let titles = [
    400: "bad request", 403: "forbidden", 404: "not found", 406: "not acceptable", 409: "conflict", 410: "gone", 429: "too many",
    503: "not done yet",
  ]
}

extension PeopleProblem {
  /// - Parameter request: the request that it is about, where there is one.
  init(_ error: RequestError, request: String? = nil) {
    self.init(status: error.code.httpStatus, code: error.code.rawValue, detail: error.detail, request: request)
    if status == 429 { retryAfterSeconds = PeopleProblem.limitSeconds }
  }

  init(_ error: PortError) {
    self.init(status: 503, code: error.rawValue, detail: error.words, retryAfterSeconds: 1)
  }

  /// A loosening that is not in the audit log yet: it waits, so nothing has become looser.
  init(notRecorded request: PersonRequest) {
    self.init(
      status: 503, code: "notRecorded",
      detail: "it is not in the audit log yet, and what loosens waits for that; look at \(request.identifier) again",
      request: request.identifier, retryAfterSeconds: 2)
  }

  /// What waits expires within 30 minutes; how soon there is room nobody knows.
  private static let limitSeconds: Int64 = 60
}

extension RequestError.Code {
  var httpStatus: Int {
    switch self {
    case .badValue: 400
    case .notAllowed, .ownRequest, .notYours, .protected: 403
    case .unknown: 404
    case .alreadyApproved, .ended, .stale, .nothingToDo, .looser: 409
    case .expired: 410
    case .atLimit: 429
    }
  }
}

extension PortError {
  fileprivate var words: String {
    switch self {
    case .busy: "too many ask at once; ask again"
    case .handedOver: "another instance has taken over meanwhile; ask again"
    case .closed: "this instance is going down; ask another one, or again"
    }
  }
}
