import ArresterBase

/// Remembers what the globs of `KindRules` said, so that each principal, session and user agent is matched about once.
///
/// Direct-mapped and of fixed size: a collision only costs the match again. Belongs to one thread.
final class KindCache {
  private static let slots = 32_768
  private let rules: CompiledKindRules
  private let remembered: UnsafeMutablePointer<Slot>
  private let dependsOnSession: Bool

  private struct Slot {
    var key: UInt64 = 0
    var kind = PrincipalKind.unknown
  }

  init(_ rules: KindRules) {
    self.rules = CompiledKindRules(rules)
    remembered = .allocate(capacity: 3 * KindCache.slots)
    remembered.initialize(repeating: Slot(), count: 3 * KindCache.slots)
    dependsOnSession = rules.hasSessionRules
  }

  deinit { remembered.deallocate() }

  func kind(platform: Platform, principal: HashedBytes, session: HashedBytes) -> PrincipalKind {
    var key = Hash64.combine(principal.hash, UInt64(platform.rawValue))
    if dependsOnSession { key = Hash64.combine(key, session.hash) }
    return remember(key, part: 0) { rules.kind(platform: platform, principal: principal.bytes, session: session.bytes) }
  }

  func isAgent(session: HashedBytes) -> Bool {
    guard !session.isEmpty else { return false }
    return remember(session.hash, part: 1) { rules.raisesToAgent(session: session.bytes) ? .agent : .unknown } == .agent
  }

  func isAgent(userAgent: UnsafeRawBufferPointer) -> Bool {
    guard !userAgent.isEmpty else { return false }
    let key = Hash64.hash(userAgent, seed: Hash64.seed)
    return remember(key, part: 2) { rules.raisesToAgent(userAgent: userAgent) ? .agent : .unknown } == .agent
  }

  func isAgent(invokedBy: UnsafeRawBufferPointer) -> Bool {
    guard !invokedBy.isEmpty else { return false }
    return rules.agentInvokers.contains { $0.elementsEqual(invokedBy) }
  }

  @inline(__always)
  private func remember(_ key: UInt64, part: Int, _ match: () -> PrincipalKind) -> PrincipalKind {
    let slot = remembered + part * KindCache.slots + Int(truncatingIfNeeded: key) & (KindCache.slots - 1)
    if slot.pointee.key != key { slot.pointee = Slot(key: key, kind: match()) }
    return slot.pointee.kind
  }
}
