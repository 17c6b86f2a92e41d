/// One thing that the API offers.
public struct Route: Sendable {
  /// nil: every method, OPTIONS and HEAD too.
  public var methods: [String]?
  /// Segments as they stand in a URL; `{name}` takes any one, and `{name...}` at the end any number.
  public var path: String
  public var requirement: Requirement
  /// nil: the server's.
  public var bodyBytes: Int?
  public var handler: RouteHandler

  public init(_ method: String, _ path: String, _ requirement: Requirement, bodyBytes: Int? = nil, handler: RouteHandler) {
    self.init(methods: [method], path, requirement, bodyBytes: bodyBytes, handler: handler)
  }

  public init(methods: [String]?, _ path: String, _ requirement: Requirement, bodyBytes: Int? = nil, handler: RouteHandler) {
    self.methods = methods
    self.path = path
    self.requirement = requirement
    self.bodyBytes = bodyBytes
    self.handler = handler
  }

  func serves(_ method: String) -> Bool { methods?.contains(method) ?? true }
}

/// Who answers a request.
public enum RouteHandler: Sendable {
  /// On the server's own thread: whoever waits here holds up the other connections of that thread.
  case immediate(@Sendable (RequestContext) throws -> HTTPResponse)
  /// Elsewhere, while the connection is suspended. After `limitSeconds` the caller gets a 503 and the task is cancelled.
  case deferred(limitSeconds: Double = 10, @Sendable (RequestContext) async throws -> HTTPResponse)
  /// On the server's own thread where it can be answered at once; else the rest of it elsewhere, as `deferred`.
  case prompt(limitSeconds: Double = 10, @Sendable (RequestContext) throws -> PromptAnswer)
}

/// An answer, or the work that it takes.
public enum PromptAnswer: Sendable {
  case now(HTTPResponse)
  case later(@Sendable () async throws -> HTTPResponse)
}

/// What a handler knows.
public struct RequestContext: Sendable {
  public var request: HTTPRequest
  /// What stood in the path's `{name}` segments, percent-decoded; of `{name...}` as it was sent.
  public var parameters: [String: String]
  /// `Caller.anonymous` where the route asks for nobody.
  public var caller: Caller

  public init(request: HTTPRequest, parameters: [String: String] = [:], caller: Caller = .anonymous) {
    self.request = request
    self.parameters = parameters
    self.caller = caller
  }
}
