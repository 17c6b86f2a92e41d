import ArresterEvents

/// Where Envoy's check requests say what.
public struct EnvoyOptions: Sendable, Equatable {
  /// Envoy's `path_prefix`; the client's path follows it.
  public var pathPrefix = "/v1/envoy/check"
  /// In lower case, as all of these.
  public var principalHeader = "x-arrester-principal"
  public var sessionHeader = "x-arrester-session"
  public var actionHeader = "x-arrester-action"
  public var resourceHeader = "x-arrester-resource"
  public var scopeHeader = "x-arrester-scope"
  public var platformHeader = "x-arrester-platform"
  /// Where no header names a platform.
  public var platform = Platform.aws

  public init() {}
}
