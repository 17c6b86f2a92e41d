/// What somebody who knows tokens says of one.
public enum CallerVerification: Sendable, Equatable {
  case accepted(Caller)
  /// Good once: the one who has it may be told.
  case expired
  /// Not one of this verifier's.
  case unknown
}

/// Tells who a bearer token belongs to. Several are asked in order; the first that does not say `unknown` decides.
///
/// Called on the server's threads: it must not wait for anything.
public protocol CallerVerifier: Sendable {
  /// - Parameter now: nanoseconds since 1970.
  func verify(token: String, now: Int64) -> CallerVerification
}
