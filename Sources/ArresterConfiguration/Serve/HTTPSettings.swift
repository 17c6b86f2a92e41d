/// `http`: the decision endpoints and the operator's side.
public struct HTTPSettings: Sendable, Equatable {
  /// Files in PEM.
  public struct TLS: Sendable, Equatable {
    public var certificate = ""
    public var key = ""

    public init() {}
  }

  /// `HOST:PORT`, the host in brackets where it is an IPv6 address.
  public var listen = "127.0.0.1:8181"
  public var tls: TLS?
  /// Whether a proxy in front has already ended TLS and names the caller.
  public var behindProxy = false
  public var failMode = FailModeSettings()
  /// Machines that ask; people have their own section.
  public var callers: [CallerSettings] = []
  /// What people are sent to, in messages that leave the service; nil: the address that it listens on. As in `https://arrester.example.org`.
  public var publicAddress: String?
  /// Whether anybody who reaches the address may read the metrics: they name no principal, and tell how far everything is.
  public var metricsWithoutToken = false

  public init() {}
}

/// `http.failMode`: what each decision endpoint answers when its picture is too old. One for all, or a mapping.
public struct FailModeSettings: Sendable, Equatable {
  public enum Mode: String, Sendable, CaseIterable {
    case open
    case closed
  }

  public var decide = Mode.open
  public var kubernetes = Mode.open
  public var envoy = Mode.open

  public init() {}

  public init(all mode: Mode) {
    decide = mode
    kubernetes = mode
    envoy = mode
  }
}

/// An entry of `http.callers`: a machine that asks, and what it may ask.
public struct CallerSettings: Sendable, Equatable {
  public enum Right: String, Sendable, CaseIterable {
    case decide
    case kubernetes
    case envoy
    case ingest
    case metrics
  }

  public var name = ""
  public var may: [Right] = []
  /// 64 hexadecimal characters; the token itself is nowhere.
  public var tokenSHA256 = ""
  /// Whether it knows of what kind a principal is; the model's rules are not asked then.
  public var namesKinds = false

  public init() {}
}
