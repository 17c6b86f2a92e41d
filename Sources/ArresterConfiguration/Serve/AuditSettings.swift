/// `audit`: what is kept of it beside its topic.
public struct AuditSettings: Sendable, Equatable {
  /// A file that each record is appended to as well.
  public var file: String?
  /// A file that keeps intents to deny which Kafka has not taken in time, so that a crash does not lose them.
  public var spool: String?
  /// The private key that signs the heads of chains, as `arrester audit keygen` makes it.
  public var signingKey: String?

  public init() {}
}
