import ArresterBase

/// Remembers what the globs of `KindRules` said, so that each principal, session and user agent is matched about once.
///
/// The answer for a caller as a whole is remembered before those for its parts: nearly every event looks once. Of fixed size: what was
/// forgotten is matched again. Belongs to one thread.
final class KindCache {
  private let rules: CompiledKindRules
  private let dependsOnSession: Bool
  private var callers = AnswerMemory(sets: 8192)
  private var principals = AnswerMemory(sets: 4096)
  private var sessions = AnswerMemory(sets: 4096)
  private var userAgents = AnswerMemory(sets: 512)

  init(_ rules: KindRules) {
    self.rules = CompiledKindRules(rules)
    dependsOnSession = rules.hasSessionRules
  }

  /// The kind by the model's rules; what the caller chooses may only raise it to agent.
  /// - Complexity: O(length); one cache miss for a caller seen before.
  @inline(__always)
  func kind(of caller: Caller) -> PrincipalKind {
    KindCache.kind(callers.answer(for: caller.key) { findKind(of: caller).rawValue })
  }

  /// Has fetched meanwhile what `kind` will look at.
  @inline(__always)
  func foresee(_ caller: Caller) { callers.foresee(caller.key) }

  /// Of a raw value that was one when it was remembered.
  @inline(__always)
  private static func kind(_ rawValue: UInt8) -> PrincipalKind { PrincipalKind(rawValue: rawValue)! }

  @inline(never)
  private func findKind(of caller: Caller) -> PrincipalKind {
    let byRule = kind(platform: caller.platform, principal: caller.principal, session: caller.session)
    if byRule == .agent { return .agent }
    let isAgent =
      isAgent(session: caller.session) || isAgent(userAgent: caller.userAgent) || isAgent(invokedBy: caller.invokedBy)
    return isAgent ? .agent : byRule
  }

  func kind(platform: Platform, principal: HashedBytes, session: HashedBytes) -> PrincipalKind {
    var key = Hash64.combine(principal.hash, UInt64(platform.rawValue))
    if dependsOnSession { key = Hash64.combine(key, session.hash) }
    return KindCache.kind(
      principals.answer(for: key) { rules.kind(platform: platform, principal: principal.bytes, session: session.bytes).rawValue })
  }

  func isAgent(session: HashedBytes) -> Bool {
    guard !session.isEmpty else { return false }
    return sessions.answer(for: session.hash) { rules.raisesToAgent(session: session.bytes) ? 1 : 0 } == 1
  }

  func isAgent(userAgent: UnsafeRawBufferPointer) -> Bool {
    guard !userAgent.isEmpty else { return false }
    let key = Hash64.hash(userAgent, seed: Hash64.seed)
    return userAgents.answer(for: key) { rules.raisesToAgent(userAgent: userAgent) ? 1 : 0 } == 1
  }

  func isAgent(invokedBy: UnsafeRawBufferPointer) -> Bool {
    guard !invokedBy.isEmpty else { return false }
    return rules.agentInvokers.contains { $0.elementsEqual(invokedBy) }
  }
}

/// All of a caller that its kind depends on.
struct Caller {
  let platform: Platform
  let principal: HashedBytes
  let session: HashedBytes
  let userAgent: UnsafeRawBufferPointer
  let invokedBy: UnsafeRawBufferPointer
  /// A hash of all of it.
  let key: UInt64

  init(
    platform: Platform, principal: HashedBytes, session: HashedBytes, userAgent: UnsafeRawBufferPointer, invokedBy: UnsafeRawBufferPointer
  ) {
    self.platform = platform
    self.principal = principal
    self.session = session
    self.userAgent = userAgent
    self.invokedBy = invokedBy
    var key = Hash64.combine(Hash64.combine(principal.hash, session.hash), UInt64(platform.rawValue))
    if !userAgent.isEmpty { key = Hash64.hash(userAgent, seed: key) }
    self.key = invokedBy.isEmpty ? key : Hash64.combine(key, Hash64.hash(invokedBy, seed: Hash64.seed))
  }
}
