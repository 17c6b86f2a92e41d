import ArresterBreaker
import ArresterEnforcement
import ArresterEvents
import Synchronization

/// The cloud of the demonstration: it refuses whom it is told to refuse, and can be read back.
final class DemoCloud: Enforcer {
  let name = "cloud"
  let platforms = [Platform.aws]
  let readsBack = true
  let propagationNanoseconds: Int64 = 1_000_000_000
  private let denied = Mutex<[String: DenyOrder.Extent]>([:])

  /// Whether this principal's write would be refused now.
  func refuses(_ principal: String, isDestructive: Bool) -> Bool {
    switch denied.withLock({ $0[principal] }) {
    case .allWrites: true
    case .destructiveWrites: isDestructive
    case .nothing, nil: false
    }
  }

  func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan {
    let now = denied.withLock { $0[order.key.principal] ?? .nothing }
    let steps = now == order.extent ? [] : ["deny \(order.extent.rawValue) to \(order.key.principal)"]
    return EnforcementPlan(
      order: order, steps: steps, snapshot: Array(#"{"denied":"\#(now.rawValue)"}"#.utf8), inverse: ["deny \(now.rawValue) as before"])
  }

  func apply(_ plan: EnforcementPlan) async throws(EnforcementError) {
    denied.withLock { $0[plan.order.key.principal] = plan.order.extent }
  }

  func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    let now = denied.withLock { $0[order.key.principal] ?? .nothing }
    return Verification(holds: now == order.extent, detail: "it denies \(now.rawValue)")
  }

  func check() async -> [EnforcementProblem] { [] }
}
