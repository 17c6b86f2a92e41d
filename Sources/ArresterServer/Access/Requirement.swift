/// What a route asks of its caller: one of the roles or capabilities is enough.
public struct Requirement: Sendable, Equatable {
  public let isPublic: Bool
  public let roles: Roles
  public let capabilities: Capabilities

  private init(isPublic: Bool, roles: Roles, capabilities: Capabilities) {
    self.isPublic = isPublic
    self.roles = roles.contains(.viewer) ? [.viewer, .operator, .approver] : roles
    self.capabilities = capabilities
  }

  /// No token is looked at.
  public static let nobody = Requirement(isPublic: true, roles: [], capabilities: [])

  public static func anyOf(roles: Roles = [], capabilities: Capabilities = []) -> Requirement {
    Requirement(isPublic: false, roles: roles, capabilities: capabilities)
  }

  public static func role(_ role: Roles) -> Requirement { .anyOf(roles: role) }

  public static func capability(_ capability: Capabilities) -> Requirement { .anyOf(capabilities: capability) }

  func isMet(by caller: Caller) -> Bool {
    isPublic || !caller.roles.isDisjoint(with: roles) || !caller.capabilities.isDisjoint(with: capabilities)
  }

  /// "the role operator or approver", "the capability decide".
  var words: String {
    var parts: [String] = []
    if !roles.isEmpty { parts.append("the role " + roles.names.joined(separator: " or ")) }
    if !capabilities.isEmpty { parts.append("the capability " + capabilities.names.joined(separator: " or ")) }
    return parts.joined(separator: ", or ")
  }
}
