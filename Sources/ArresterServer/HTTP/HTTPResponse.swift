import ArresterBase

/// What is answered.
public struct HTTPResponse: Sendable {
  public var status: Int
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// A body that goes on, in place of `body`.
  public var stream: ResponseStream?

  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A JSON object.
  public static func json(_ status: Int = 200, _ write: (inout JSONText) -> Void) -> HTTPResponse {
    var json = JSONText()
    json.object(write)
    return HTTPResponse(status: status, headers: [("Content-Type", "application/json")], body: json.bytes)
  }

  /// RFC 9457 (problem details): what was wrong, and what would be right.
  public static func problem(_ status: Int, _ title: String, _ detail: String) -> HTTPResponse {
    var response = json(status) { json in
      json.field("status", status)
      json.field("title", title)
      json.field("detail", detail)
    }
    response.headers = [("Content-Type", "application/problem+json")]
    return response
  }
}
