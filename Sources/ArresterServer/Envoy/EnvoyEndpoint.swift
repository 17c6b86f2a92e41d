import ArresterBase
import ArresterBreaker
import ArresterEvents

/// Envoy's external authorization (`envoy.filters.http.ext_authz`) with its HTTP service.
///
/// Envoy sends a request without a body for each request of a client: the client's method and path, the path behind `path_prefix`, and those
/// of its headers that are allowed. 200 lets the client's request through; any other status goes to the client as it is, with its body;
/// 5xx and no answer in time are failures, which `failure_mode_allow` decides. What a filter needs:
///
/// ```
/// http_service:
///   server_uri: {uri: arrester:8181, cluster: arrester, timeout: 0.2s}
///   path_prefix: /v1/envoy/check
///   authorization_request:
///     headers_to_add: [{key: authorization, value: "Bearer TOKEN"}]     # in place of the client's own
///   authorization_response:
///     allowed_upstream_headers: {patterns: [{prefix: x-arrester-}]}
/// allowed_headers: {patterns: [{prefix: x-arrester-}]}
/// ```
/// The principal must come from what Envoy has verified (a JWT's claim, a client certificate), and Envoy must overwrite what the client sent
/// under that name: a principal that is named twice, or not at all, is denied. An action may be named by a header; where none is, GET, HEAD
/// and OPTIONS are reads, and every other method may destroy.
///
/// Answers carry `x-arrester-decision` (allow, deny, needsApproval), and where they apply `x-arrester-reason`, `x-arrester-trip`,
/// `x-arrester-would-deny: true` and `x-arrester-request`.
public struct EnvoyEndpoint: Sendable {
  private let maker: DecisionMaker
  private let options: EnvoyOptions

  public init(_ maker: DecisionMaker, options: EnvoyOptions = EnvoyOptions()) {
    self.maker = maker
    self.options = options
  }

  public var route: Route {
    Route(methods: nil, options.pathPrefix + "/{path...}", .capability(.envoy), bodyBytes: 64 * 1024, handler: .prompt { answer($0) })
  }

  func answer(_ context: RequestContext) -> PromptAnswer {
    do throws(HTTPProblem) {
      let (question, judgement) = try read(context)
      return maker.answer(maker.begin(question, mayNameKind: false, judgement: judgement), EnvoyEndpoint.response)
    } catch {
      return .now(error.response.adding("x-arrester-decision", Ruling.Outcome.deny.rawValue))
    }
  }

  /// - Returns: a judgement only where the method says what the action is.
  private func read(_ context: RequestContext) throws(HTTPProblem) -> (DecisionQuestion, ActionJudgement?) {
    let request = context.request
    let platform = try platform(request)
    guard let principal = try value(options.principalHeader, request) else {
      throw EnvoyEndpoint.unclear("no header '\(options.principalHeader)' names the principal")
    }
    // Envoy joins the values of a header that came twice.
    guard !principal.contains(",") else {
      throw EnvoyEndpoint.unclear("'\(options.principalHeader)' names more than one principal; let Envoy overwrite it")
    }
    try PrincipalSpelling.check(principal, platform)
    let action = try value(options.actionHeader, request)
    let path = context.parameters["path"] ?? ""
    let question = DecisionQuestion(
      platform: platform, principal: principal, session: try value(options.sessionHeader, request),
      scope: try value(options.scopeHeader, request), action: action ?? request.method,
      resource: try value(options.resourceHeader, request) ?? "/" + path)
    return (question, action == nil ? EnvoyEndpoint.judgement(ofMethod: request.method) : nil)
  }

  private func platform(_ request: HTTPRequest) throws(HTTPProblem) -> Platform {
    guard let name = try value(options.platformHeader, request) else { return options.platform }
    guard let platform = Platform.allCases.first(where: { $0.name == name }) else {
      throw EnvoyEndpoint.unclear("'\(options.platformHeader)' is none of aws, kubernetes, gcp, azure")
    }
    return platform
  }

  private func value(_ name: String, _ request: HTTPRequest) throws(HTTPProblem) -> String? {
    guard !request.repeatedHeaders.contains(name) else {
      throw EnvoyEndpoint.unclear("'\(name)' came more than once; let Envoy overwrite it")
    }
    guard let value = request.headers[name], !value.isEmpty else { return nil }
    return value
  }

  /// 403, for it is the client that sees it.
  private static func unclear(_ detail: String) -> HTTPProblem { HTTPProblem(403, "not authorized", detail) }

  private static func judgement(ofMethod method: String) -> ActionJudgement {
    ActionJudgement(change: ["GET", "HEAD", "OPTIONS"].contains(method) ? .read : .destructive)
  }

  static func response(_ ruling: Ruling) -> HTTPResponse {
    var response =
      ruling.outcome == .allow
      ? HTTPResponse(status: 200) : HTTPResponse.problem(403, "denied by a circuit breaker", ruling.reason)
    response.headers.append(("x-arrester-decision", ruling.outcome.rawValue))
    if ruling.outcome != .allow || ruling.wouldDeny { response.headers.append(("x-arrester-reason", headerText(ruling.reason))) }
    if let trip = ruling.trip { response.headers.append(("x-arrester-trip", headerText(trip))) }
    if ruling.wouldDeny { response.headers.append(("x-arrester-would-deny", "true")) }
    if let request = ruling.request { response.headers.append(("x-arrester-request", headerText(request))) }
    return response
  }

  /// Reasons may quote what callers sent: a header takes printable ASCII.
  private static func headerText(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}
