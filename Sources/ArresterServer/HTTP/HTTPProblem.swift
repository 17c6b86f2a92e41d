/// What a handler throws to answer with a problem of RFC 9457. Any other error of a handler is a 500 without details.
public struct HTTPProblem: Error, Sendable, Equatable {
  public var status: Int
  public var title: String
  /// What would be right; it is shown to the caller.
  public var detail: String

  public init(_ status: Int, _ title: String, _ detail: String) {
    self.status = status
    self.title = title
    self.detail = detail
  }

  var response: HTTPResponse { .problem(status, title, detail) }
}

extension HTTPResponse {
  /// With one more header.
  func adding(_ name: String, _ value: String) -> HTTPResponse {
    var response = self
    response.headers.append((name, value))
    return response
  }

  /// A problem that goes away by itself.
  /// - Parameter seconds: when to ask again; at least 1.
  static func tryLater(_ status: Int, _ title: String, _ detail: String, seconds: Int64 = 1) -> HTTPResponse {
    problem(status, title, detail).adding("Retry-After", String(max(1, seconds)))
  }
}
