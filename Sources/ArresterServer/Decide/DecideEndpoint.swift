import ArresterBase
import ArresterEvents

/// `POST /v1/decide`: may this principal do this now?
///
/// ```
/// {"platform":"aws","principal":"arn:aws:iam::123456789012:role/deployer","session":"run-42","action":"rds:DeleteDBInstance"}
/// {"decision":"deny","reason":"open: tripped by confirmed","trip":"…","wouldDeny":false}
/// ```
/// `decision` is allow, deny or needsApproval, which names a `request` for a person to approve. A question that cannot be read is a 400: whoever
/// asks must treat that as a fault of its own, never as an answer.
public struct DecideEndpoint: Sendable {
  /// No text of a question is longer: an ARN has at most 2048 characters.
  static let maximumTextBytes = 4096

  private let maker: DecisionMaker

  public init(_ maker: DecisionMaker) { self.maker = maker }

  public var route: Route {
    Route("POST", "/v1/decide", .capability(.decide), bodyBytes: 64 * 1024, handler: .prompt { try answer($0) })
  }

  func answer(_ context: RequestContext) throws(HTTPProblem) -> PromptAnswer {
    let question = try DecideEndpoint.question(context.request.body)
    let step = maker.begin(question, mayNameKind: context.caller.capabilities.contains(.nameKind))
    return maker.answer(step, DecideEndpoint.response)
  }

  static func response(_ ruling: Ruling) -> HTTPResponse {
    .json { json in
      json.field("decision", ruling.outcome.rawValue)
      json.field("reason", ruling.reason)
      json.key("trip")
      if let trip = ruling.trip { json.value(trip) } else { json.null() }
      json.field("wouldDeny", ruling.wouldDeny)
      if let request = ruling.request { json.field("request", request) }
    }
  }

  // MARK: Reading

  private static let expected =
    #"expected {"platform","principal","action"} and at most "kind", "session", "resource", "scope", all of them texts"#

  static func question(_ body: [UInt8]) throws(HTTPProblem) -> DecisionQuestion {
    let members: [(name: String, value: String?)]
    do throws(FlatObject.Fault) { members = try FlatObject.read(body) } catch { throw problem(error.detail) }
    var platform: String?
    var principal: String?
    var kind: String?
    var action: String?
    var question = DecisionQuestion(platform: .aws, principal: "", action: "")
    for (name, value) in members {
      guard value?.utf8.count ?? 0 <= maximumTextBytes else { throw problem("'\(name)' is longer than \(maximumTextBytes) bytes") }
      switch name {
      case "platform": platform = value
      case "principal": principal = value
      case "kind": kind = value
      case "session": question.session = value
      case "action": action = value
      case "resource": question.resource = value
      case "scope": question.scope = value
      default: throw problem("there is no '\(name.prefix(100))'")
      }
    }
    question.platform = try DecideEndpoint.platform(platform)
    question.principal = try DecideEndpoint.principal(principal, question.platform)
    question.action = try given(action, "action")
    question.kind = try DecideEndpoint.kind(kind)
    return question
  }

  private static func given(_ value: String?, _ name: String) throws(HTTPProblem) -> String {
    guard let value, !value.isEmpty else { throw problem("'\(name)' is missing or empty") }
    return value
  }

  private static func platform(_ name: String?) throws(HTTPProblem) -> Platform {
    let name = try given(name, "platform")
    guard let platform = Platform.allCases.first(where: { $0.name == name }) else {
      throw problem("'\(name.prefix(100))' is no platform: aws, kubernetes, gcp or azure")
    }
    return platform
  }

  private static func kind(_ name: String?) throws(HTTPProblem) -> PrincipalKind? {
    guard let name else { return nil }
    guard let kind = PrincipalKind(name: name) else {
      throw problem("'\(name.prefix(100))' is no kind: agent, automation, human, service or unknown")
    }
    return kind
  }

  private static func principal(_ text: String?, _ platform: Platform) throws(HTTPProblem) -> String {
    let principal = try given(text, "principal")
    try PrincipalSpelling.check(principal, platform)
    return principal
  }

  static func problem(_ detail: String) -> HTTPProblem { HTTPProblem(400, "bad request", "\(detail); \(expected)") }
}
