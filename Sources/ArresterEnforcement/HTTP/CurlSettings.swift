/// How a `CurlTransport` connects, and its limits.
public struct CurlSettings: Sendable, Equatable {
  public enum Proxy: String, Sendable {
    /// `HTTPS_PROXY`, `http_proxy`, `NO_PROXY`, as libcurl reads them.
    case fromEnvironment
    /// None, whatever the environment says: for addresses of this machine's own network, whose answers are secret.
    case none
  }

  /// A PEM file of the authorities to trust, instead of the system's.
  public var authorityFile: String?
  /// PEM files with which this side shows who it is; both or none.
  public var clientCertificateFile: String?
  public var clientKeyFile: String?
  public var proxy: Proxy
  /// Until the connection stands, TLS included, nanoseconds. The time that a request allows may be shorter.
  public var connectTimeoutNanoseconds: Int64
  /// An answer's body; a longer one is an error.
  public var maximumAnswerBytes: Int
  /// An answer's headers in all; more are an error.
  public var maximumHeaderBytes: Int
  /// Requests under way at once; others wait for their turn, in order.
  public var maximumConcurrent: Int
  /// Requests that wait; one more is refused at once.
  public var maximumWaiting: Int

  public init(
    authorityFile: String? = nil, clientCertificateFile: String? = nil, clientKeyFile: String? = nil, proxy: Proxy = .fromEnvironment,
    connectTimeoutNanoseconds: Int64 = 5_000_000_000, maximumAnswerBytes: Int = 4 << 20, maximumHeaderBytes: Int = 64 << 10,
    maximumConcurrent: Int = 16, maximumWaiting: Int = 1024
  ) {
    self.authorityFile = authorityFile
    self.clientCertificateFile = clientCertificateFile
    self.clientKeyFile = clientKeyFile
    self.proxy = proxy
    self.connectTimeoutNanoseconds = connectTimeoutNanoseconds
    self.maximumAnswerBytes = maximumAnswerBytes
    self.maximumHeaderBytes = maximumHeaderBytes
    self.maximumConcurrent = maximumConcurrent
    self.maximumWaiting = maximumWaiting
  }
}
