/// A person who was recognised, with what the configuration lets them do.
public struct Person: Sendable, Equatable {
  public enum Role: String, Sendable, CaseIterable {
    case viewer
    /// Asks for things.
    case `operator`
    /// Agrees to what another asks for.
    case approver
  }

  /// As configured. Two names are one person only where their UTF-8 bytes are the same, however many tokens they hold.
  public var name: String
  public var roles: Set<Role>

  public init(name: String, roles: Set<Role>) {
    self.name = name
    self.roles = roles
  }
}

extension String {
  /// Names are compared by their bytes: Swift's own equality follows Unicode's canonical equivalence.
  func isSameName(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
