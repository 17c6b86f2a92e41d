/// A request as it came in, whole.
public struct HTTPRequest: Sendable {
  public var method: String
  /// Percent-decoded, without the query; as it was sent where it cannot be decoded, which only routes for every method are given.
  public var path: String
  /// As it was sent, without the query: a `/` inside a segment is still `%2F` here.
  public var encodedPath: String
  /// Percent-decoded, in their order; what cannot be decoded as for `path`.
  public var query: [(name: String, value: String)]
  /// Names in lower case; of a name that came twice, the values joined with a comma.
  public var headers: [String: String]
  /// Names of `headers` that came more than once: where one value decides who somebody is, two are none.
  public var repeatedHeaders: Set<String> = []
  /// Whether path and query could be decoded.
  var isDecoded = true
  public var body: [UInt8]
  /// The peer's address, without the port.
  public var peer: String

  /// - Parameter encodedPath: nil where `path` needs no encoding.
  public init(
    method: String, path: String, query: [(name: String, value: String)] = [], headers: [String: String] = [:], body: [UInt8] = [],
    peer: String = "127.0.0.1", encodedPath: String? = nil
  ) {
    self.method = method
    self.path = path
    self.encodedPath = encodedPath ?? path
    self.query = query
    self.headers = headers
    self.body = body
    self.peer = peer
  }
}
