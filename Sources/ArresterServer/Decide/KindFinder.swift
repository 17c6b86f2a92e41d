import ArresterEvents

/// Finds what kind of principal somebody is, by the rules that the stream's events are judged by. Called on the server's threads: it must not
/// wait for anything.
public protocol KindFinder: Sendable {
  /// - Returns: nil where no rule says: then the principal's strictest breaker over all kinds answers.
  func kind(platform: Platform, principal: String, session: String?) -> PrincipalKind?
}

/// Finds nobody's kind: of every principal, the strictest breaker answers.
public struct NoKindFinder: KindFinder {
  public init() {}

  public func kind(platform: Platform, principal: String, session: String?) -> PrincipalKind? { nil }
}
