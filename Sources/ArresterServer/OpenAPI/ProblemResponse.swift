import ArresterBase

/// One of the problems that operations answer, as the document says it once.
struct ProblemResponse {
  var status: Int
  var about: String
  /// `detail` of the example, and its `code`.
  var example: (detail: String, code: String)
  var header: (name: String, about: String)?

  /// What any operation may answer.
  static let usual = [400, 401, 403, 429, 431, 500, 503]

  static let all = [
    ProblemResponse(
      status: 400, about: "The query, the body or a value is wrong.",
      example: ("the field `reason` is missing; a JSON object with reason, trip (optional) is expected", "badRequest")),
    ProblemResponse(
      status: 401, about: "The token is missing, unknown or expired.", example: ("the token is not known here", "unauthorized"),
      header: ("WWW-Authenticate", "How to authenticate (RFC 6750).")),
    ProblemResponse(
      status: 403, about: "The role is missing, or it must be another person.",
      example: ("nobody approves what they asked for themselves; another person has to", "ownRequest")),
    ProblemResponse(status: 404, about: "There is none of this identifier.", example: ("no breaker has this identifier", "unknown")),
    ProblemResponse(
      status: 406, about: "It is not there in a form that is accepted.", example: ("accept application/json", "notAcceptable")),
    ProblemResponse(
      status: 409, about: "As things stand it changes nothing, or what it was about has changed.",
      example: ("the breaker is closed, where restore changes nothing", "nothingToDo")),
    ProblemResponse(
      status: 410, about: "The request has expired.", example: ("it expired at 2026-01-02T03:04:05Z; ask anew", "expired")),
    ProblemResponse(status: 413, about: "The body is too large.", example: ("it may have 65536 bytes here", "tooLarge")),
    ProblemResponse(
      status: 429, about: "Too many requests wait, or too much is asked.",
      example: ("50 requests of this requester are pending", "atLimit"),
      header: ("Retry-After", "Seconds to wait.")),
    ProblemResponse(status: 431, about: "Path, query and headers are too large.", example: ("they may have 16384 bytes", "tooLarge")),
    ProblemResponse(status: 500, about: "A fault of the service; it is in its log.", example: ("it is in the log", "internal")),
    ProblemResponse(
      status: 503, about: "The service cannot do it now; what loosens waits until it is in the audit log.",
      example: ("too many ask at once; ask again", "busy"), header: ("Retry-After", "Seconds to wait.")),
  ]

  static func name(of status: Int) -> String { "Problem\(status)" }

  func write(to json: inout JSONText) {
    json.key(ProblemResponse.name(of: status))
    json.object { json in
      json.field("description", about)
      if let header {
        json.key("headers")
        json.object { json in
          json.key(header.name)
          json.object { json in
            json.field("description", header.about)
            json.key("schema")
            Schema.plain.write(to: &json)
          }
        }
      }
      OpenAPIDocument.writeContent(["application/problem+json"], .reference("Problem"), example: exampleText, to: &json)
    }
  }

  private var exampleText: String {
    var json = JSONText()
    json.object { json in
      json.field("status", status)
      json.field("title", PeopleProblem.titles[status] ?? about)
      json.field("detail", example.detail)
      json.field("code", example.code)
    }
    return json.text
  }
}
