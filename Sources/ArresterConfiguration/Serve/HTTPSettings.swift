/// `http`: the decision endpoints and the operator's side.
public struct HTTPSettings: Sendable, Equatable {
  /// Files in PEM.
  public struct TLS: Sendable, Equatable {
    public var certificate = ""
    public var key = ""

    public init() {}
  }

  /// What an endpoint answers when its picture is too old.
  public enum FailMode: String, Sendable, CaseIterable {
    case open
    case closed
  }

  /// `HOST:PORT`, the host in brackets where it is an IPv6 address.
  public var listen = "127.0.0.1:8181"
  public var tls: TLS?
  /// Whether a proxy in front has already ended TLS and names the caller.
  public var behindProxy = false
  public var failMode = FailMode.open

  public init() {}
}
