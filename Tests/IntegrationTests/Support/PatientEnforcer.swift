import ArresterEnforcement
import ArresterEvents
import Synchronization

/// A platform in memory whose reading takes as long as the test wants.
final class PatientEnforcer: Enforcer {
  let name = "patient"
  let platforms = [Platform.aws]
  let readsBack = true
  let propagationNanoseconds: Int64 = 60_000_000_000

  private struct State {
    var isHeld = false
    var planning = 0
    var inForce: [String: DenyOrder.Extent] = [:]
  }

  private let state = Mutex(State())

  /// Whoever plans from now on waits until it is let go.
  func hold() { state.withLock { $0.isHeld = true } }
  func letGo() { state.withLock { $0.isHeld = false } }

  /// Calls that wait.
  var planning: Int { state.withLock(\.planning) }
  func extent(of principal: String) -> DenyOrder.Extent { state.withLock { $0.inForce[principal] ?? .nothing } }

  func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan {
    state.withLock { $0.planning += 1 }
    while state.withLock(\.isHeld) { try? await Task.sleep(nanoseconds: 5_000_000) }
    state.withLock { $0.planning -= 1 }
    let steps = extent(of: order.key.principal) == order.extent ? [] : ["deny \(order.extent.rawValue)"]
    return EnforcementPlan(order: order, steps: steps, snapshot: Array("{}".utf8), inverse: ["undo"])
  }

  func apply(_ plan: EnforcementPlan) async throws(EnforcementError) {
    state.withLock { $0.inForce[plan.order.key.principal] = plan.order.extent }
  }

  func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    let now = extent(of: order.key.principal)
    return Verification(holds: now == order.extent, detail: "it denies \(now.rawValue)")
  }

  func check() async -> [EnforcementProblem] { [] }
}
