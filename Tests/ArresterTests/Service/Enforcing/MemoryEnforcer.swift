import ArresterBreaker
import ArresterEnforcement
import ArresterEvents
import Synchronization

/// A platform in memory, which can be made to fail.
final class MemoryEnforcer: Enforcer {
  let name = "memory"
  let platforms = [Platform.aws]
  let readsBack = true
  let propagationNanoseconds: Int64 = 1_000_000_000

  private struct State {
    var inForce: [String: DenyOrder.Extent] = [:]
    var applied: [DenyOrder] = []
    var error: EnforcementError?
  }

  private let state = Mutex(State())

  /// Every order that was applied.
  var applied: [DenyOrder] { state.withLock(\.applied) }

  func extent(of principal: String) -> DenyOrder.Extent { state.withLock { $0.inForce[principal] ?? .nothing } }

  func fail(with error: EnforcementError?) { state.withLock { $0.error = error } }

  /// Somebody else takes the deny away.
  func prune() { state.withLock { $0.inForce.removeAll() } }

  func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan {
    let before = extent(of: order.key.principal)
    return EnforcementPlan(
      order: order, steps: before == order.extent ? [] : ["deny \(order.extent.rawValue)"], snapshot: Array("{}".utf8), inverse: ["undo"])
  }

  func apply(_ plan: EnforcementPlan) async throws(EnforcementError) {
    let error = state.withLock { state in
      if state.error == nil {
        state.inForce[plan.order.key.principal] = plan.order.extent
        state.applied.append(plan.order)
      }
      return state.error
    }
    if let error { throw error }
  }

  func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    let now = extent(of: order.key.principal)
    return Verification(holds: now == order.extent, detail: "it denies \(now.rawValue)")
  }

  func check() async -> [EnforcementProblem] { [] }
}
