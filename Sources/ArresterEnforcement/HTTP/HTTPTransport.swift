/// A request to somebody else's HTTP API.
public struct OutboundRequest: Sendable, Equatable {
  public var method: String
  /// Absolute, with its query already encoded.
  public var url: String
  /// In the order in which they are sent.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// From the first byte to the last, nanoseconds.
  public var timeoutNanoseconds: Int64

  public init(
    method: String, url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
    timeoutNanoseconds: Int64 = 10_000_000_000
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeoutNanoseconds = timeoutNanoseconds
  }

  public static func == (left: OutboundRequest, right: OutboundRequest) -> Bool {
    left.method == right.method && left.url == right.url && left.body == right.body
      && left.timeoutNanoseconds == right.timeoutNanoseconds && left.headers.elementsEqual(right.headers, by: ==)
  }
}

/// What came back, whatever its status.
public struct InboundAnswer: Sendable {
  public var status: Int
  /// Names in lower case.
  public var headers: [String: String]
  public var body: [UInt8]

  public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// No answer came: it could not be reached, it took too long, or its certificate is not trusted.
public struct TransportError: Error, Sendable, Equatable {
  public var detail: String
  /// Whether the request may have been acted on all the same.
  public var mayHaveArrived: Bool

  public init(detail: String, mayHaveArrived: Bool) {
    self.detail = detail
    self.mayHaveArrived = mayHaveArrived
  }
}

/// Sends requests; an HTTP status that is an error is an answer, and no `TransportError`. Any thread.
public protocol HTTPTransport: Sendable {
  func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer
}
