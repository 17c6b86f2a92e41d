import ArresterEvents
import Synchronization

/// Applies the model's kind rules to what a request says of its principal: the first rule that matches decides, and a session's name, which
/// its caller chooses, may only ever make it an agent.
public final class KindRulesFinder: KindFinder {
  /// Sessions are many: at this many what was remembered is forgotten.
  static let maximumRemembered = 50_000

  private struct Key: Hashable {
    var platform: Platform
    var principal: String
    var session: String
  }

  private let rules: KindRules
  private let remembered = Mutex<[Key: PrincipalKind]>([:])

  public init(_ rules: KindRules) { self.rules = rules }

  /// - Complexity: O(length) for a principal and session that were asked for before.
  public func kind(platform: Platform, principal: String, session: String?) -> PrincipalKind? {
    let key = Key(platform: platform, principal: principal, session: session ?? "")
    let kind =
      remembered.withLock { $0[key] }
      ?? {
        let found = kindSlow(key)
        remembered.withLock { remembered in
          if remembered.count >= KindRulesFinder.maximumRemembered { remembered.removeAll() }
          remembered[key] = found
        }
        return found
      }()
    return kind == .unknown ? nil : kind
  }

  private func kindSlow(_ key: Key) -> PrincipalKind {
    let rule = rules.rules.first { rule in
      (rule.platform == nil || rule.platform == key.platform) && rule.principal?.matches(key.principal) ?? true
        && rule.forcedSession?.matches(key.session) ?? true
    }
    if rule?.kind == .agent { return .agent }
    let isAgent = !key.session.isEmpty && rules.agentSessions.contains { $0.matches(key.session) }
    return isAgent ? .agent : rule?.kind ?? .unknown
  }
}
