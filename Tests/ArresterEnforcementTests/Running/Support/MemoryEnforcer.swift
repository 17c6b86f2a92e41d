import ArresterBreaker
import ArresterEnforcement
import ArresterEvents
import Testing

/// An enforcer over a cloud in memory, which fails and hangs as it is told.
final class MemoryEnforcer: Enforcer {
  enum Step: String, Sendable, CaseIterable {
    case plan
    case apply
    case verify
  }

  enum Behaviour: Sendable {
    case fail(EnforcementError)
    /// Before it does anything, until `release`; cancellation is not heeded.
    case hang
    /// After it did what it does.
    case hangAfterwards
    case work
  }

  struct Cloud: Sendable {
    var live: [BreakerKey: DenyOrder.Extent] = [:]
    /// Changes of `live`.
    var effects = 0
    var calls: [Step] = []
    var planned: [DenyOrder] = []
    /// Taken one by one; then `otherwise`.
    var script: [Step: [Behaviour]] = [:]
    var otherwise: [Step: Behaviour] = [:]
    var isReleased = false
    var hanging = 0
    var atWork = 0
    var mostAtWork = 0
    var busyKeys: Set<BreakerKey> = []
    var overlaps = 0
  }

  let name: String
  let platforms: [Platform]
  let readsBack: Bool
  let propagationNanoseconds: Int64 = 0
  let cloud: Watched<Cloud>

  init(_ name: String = "memory", platforms: [Platform] = [.aws], readsBack: Bool = true, cloud: Watched<Cloud> = Watched(Cloud())) {
    self.name = name
    self.platforms = platforms
    self.readsBack = readsBack
    self.cloud = cloud
  }

  func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan {
    cloud.update { $0.planned.append(order) }
    try await act(.plan, order.key) { _ in }
    let live = cloud.read { $0.live[order.key] ?? .nothing }
    let steps = live == order.extent ? [] : ["set \(order.extent.rawValue)"]
    return EnforcementPlan(order: order, steps: steps, snapshot: Array("{}".utf8), inverse: steps.map { "undo \($0)" })
  }

  func apply(_ plan: EnforcementPlan) async throws(EnforcementError) {
    try await act(.apply, plan.order.key) { cloud in
      cloud.live[plan.order.key] = plan.order.extent == .nothing ? nil : plan.order.extent
      cloud.effects += 1
    }
  }

  func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    try await act(.verify, order.key) { _ in }
    let live = cloud.read { $0.live[order.key] ?? .nothing }
    return Verification(holds: live == order.extent, detail: "live: \(live.rawValue)")
  }

  func check() async -> [EnforcementProblem] { [] }

  /// Lets go of whoever hangs, and of whoever would.
  func release() { cloud.update { $0.isReleased = true } }

  private func act(_ step: Step, _ key: BreakerKey, _ effect: (inout Cloud) -> Void) async throws(EnforcementError) {
    let behaviour = cloud.update { cloud -> Behaviour in
      cloud.calls.append(step)
      cloud.atWork += 1
      cloud.mostAtWork = max(cloud.mostAtWork, cloud.atWork)
      if !cloud.busyKeys.insert(key).inserted { cloud.overlaps += 1 }
      if cloud.script[step]?.isEmpty == false { return cloud.script[step]!.removeFirst() }
      return cloud.otherwise[step] ?? .work
    }
    defer {
      cloud.update { cloud in
        cloud.atWork -= 1
        cloud.busyKeys.remove(key)
      }
    }
    switch behaviour {
    case .work: cloud.update { effect(&$0) }
    case .fail(let error): throw error
    case .hang:
      await hang()
      cloud.update { effect(&$0) }
    case .hangAfterwards:
      cloud.update { effect(&$0) }
      await hang()
    }
  }

  private func hang() async {
    cloud.update { $0.hanging += 1 }
    await cloud.untilItHolds(\.isReleased)
    cloud.update { $0.hanging -= 1 }
  }
}
