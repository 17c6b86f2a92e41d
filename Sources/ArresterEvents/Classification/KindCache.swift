import ArresterBase

/// Remembers what the globs of `KindRules` said, so that each principal, session and user agent is matched about once.
///
/// Direct-mapped and of fixed size: a collision only costs the match again. Belongs to one thread.
final class KindCache {
  private static let slots = 32_768
  private let rules: CompiledKindRules
  private var keys: [UInt64]
  private var kinds: [PrincipalKind]
  private let dependsOnSession: Bool

  init(_ rules: KindRules) {
    self.rules = CompiledKindRules(rules)
    keys = Array(repeating: 0, count: 3 * KindCache.slots)
    kinds = Array(repeating: .unknown, count: 3 * KindCache.slots)
    dependsOnSession = rules.hasSessionRules
  }

  func kind(platform: Platform, principal: UnsafeRawBufferPointer, session: UnsafeRawBufferPointer) -> PrincipalKind {
    var key = Hash64.combine(Hash64.hash(principal, seed: Hash64.seed), UInt64(platform.rawValue))
    if dependsOnSession { key = Hash64.combine(key, Hash64.hash(session, seed: Hash64.seed)) }
    return remembered(key, part: 0) { rules.kind(platform: platform, principal: principal, session: session) }
  }

  func isAgent(session: UnsafeRawBufferPointer) -> Bool {
    guard !session.isEmpty else { return false }
    let key = Hash64.hash(session, seed: Hash64.seed)
    return remembered(key, part: 1) { rules.raisesToAgent(session: session) ? .agent : .unknown } == .agent
  }

  func isAgent(userAgent: UnsafeRawBufferPointer) -> Bool {
    guard !userAgent.isEmpty else { return false }
    let key = Hash64.hash(userAgent, seed: Hash64.seed)
    return remembered(key, part: 2) { rules.raisesToAgent(userAgent: userAgent) ? .agent : .unknown } == .agent
  }

  func isAgent(invokedBy: UnsafeRawBufferPointer) -> Bool {
    guard !invokedBy.isEmpty else { return false }
    return rules.agentInvokers.contains { $0.elementsEqual(invokedBy) }
  }

  private func remembered(_ key: UInt64, part: Int, _ match: () -> PrincipalKind) -> PrincipalKind {
    let slot = part * KindCache.slots + Int(truncatingIfNeeded: key) & (KindCache.slots - 1)
    if keys[slot] == key { return kinds[slot] }
    let kind = match()
    keys[slot] = key
    kinds[slot] = kind
    return kind
  }
}
