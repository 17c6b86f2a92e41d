import ArresterBase
import ArresterEvents

/// Whom a breaker watches: one (principal, kind) of a platform, with the scope that the principal belongs to.
///
/// Two keys are equal only if their texts have the same UTF-8 bytes: Swift's own `String` equality follows Unicode's canonical
/// equivalence, which would let two different principals share a breaker here and not on the topic.
public struct BreakerKey: Sendable {
  public let platform: Platform
  /// The account, cluster, project or subscription that the principal belongs to.
  public let homeScope: String
  public let principal: String
  public let kind: PrincipalKind

  public init(platform: Platform, homeScope: String, principal: String, kind: PrincipalKind) {
    self.platform = platform
    self.homeScope = homeScope
    self.principal = principal
    self.kind = kind
  }

  /// The key of a record on the compacted topic: a JSON array of platform, scope, principal, kind and record type.
  ///
  /// JSON quotes each part, so no principal can be written that reads as another one's key.
  public func recordKey(type: RecordType) -> String {
    var json = JSONText()
    json.array([platform.name, homeScope, principal, kind.name, type.rawValue])
    return json.text
  }
}

extension BreakerKey: Hashable {
  public static func == (left: BreakerKey, right: BreakerKey) -> Bool {
    left.platform == right.platform && left.kind == right.kind && left.principal.utf8.elementsEqual(right.principal.utf8)
      && left.homeScope.utf8.elementsEqual(right.homeScope.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(platform)
    hasher.combine(kind)
    hasher.combine(ExactText(principal))
    hasher.combine(ExactText(homeScope))
  }
}
