import ArresterBase

/// How the server listens, and every limit that it keeps.
public struct HTTPServerOptions: Sendable {
  /// Files in PEM; the certificate's file holds the chain, its own certificate first.
  public struct TLS: Sendable, Equatable {
    public var certificatePath: String
    public var keyPath: String

    public init(certificatePath: String, keyPath: String) {
      self.certificatePath = certificatePath
      self.keyPath = keyPath
    }
  }

  /// An address or a name, an IPv6 address without brackets. `::` takes IPv4 too.
  public var host = "127.0.0.1"
  /// 0: any that is free.
  public var port: UInt16 = 8181
  public var tls: TLS?
  /// A proxy in front ends TLS and appends its client's address to `X-Forwarded-For`. It allows plain HTTP on other addresses than
  /// loopback, and switches the limit on connections from one address off: all of them come from the proxy.
  public var behindProxy = false
  /// Threads that read, run immediate handlers and write.
  public var threads = 2
  public var limits = HTTPLimits()

  public init() {}
}

/// Limits of the server; each that is met is counted (`ServerEvent`).
public struct HTTPLimits: Sendable {
  /// Of a request whose route names no other limit.
  public var bodyBytes = 1024 * 1024
  /// Bodies of all requests that are being read or answered, together.
  public var bodyBytesInFlight = 256 * 1024 * 1024
  /// The request line and all headers.
  public var headerBytes = 16 * 1024
  /// What comes above it is answered 503; a few more than that, and it is closed when it connects.
  public var connections = 1000
  /// From one IPv4 address or one /64 of IPv6; what comes above it is closed when it connects. Not behind a proxy.
  public var connectionsPerAddress = 200
  /// Requests of deferred routes that are being worked on.
  public var deferredRequests = 500
  /// Bodies that go on, such as streams of events.
  public var streams = 100
  /// Without a byte in either direction.
  public var idleSeconds = 60
  /// For a request's first line and headers, from the connection's begin or the end of being idle.
  public var headerSeconds = 10
  /// For a request's body, from the end of its headers.
  public var bodySeconds = 30
  /// For a response, from when it was ready.
  public var writeSeconds = 30
  /// What `stop` waits for requests that are under way.
  public var drainSeconds = 10

  public init() {}
}

/// Why the server does not start, or does not take a renewed certificate.
public struct HTTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
  public var operation: String
  /// What was wrong, and what would be right.
  public var detail: String

  public var description: String { "\(operation): \(detail)" }
}
