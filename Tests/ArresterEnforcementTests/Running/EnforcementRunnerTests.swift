import ArresterBreaker
import ArresterEnforcement
import Testing

@Suite("The enforcement runner", .timeLimit(.minutes(1)))
struct EnforcementRunnerTests {
  @Test("plans, records the intent, applies, reads back and says when")
  func steps() async throws {
    let scene = Scene()
    scene.clock.advance(to: 7 * second)
    await scene.runner.carryOut(makeOrder())
    let outcomes = await scene.recorder.until("memory confirmed")
    #expect(scene.cloud.value.calls == [.plan, .apply, .verify])
    #expect(scene.recorder.log.value.words == ["memory intends allWrites", "memory confirmed"])
    let receipt = EnforcementReceipt(plannedAt: 7 * second, appliedAt: 7 * second, verifiedAt: 7 * second, detail: "live: allWrites")
    #expect(outcomes == [EnforcementOutcome(enforcer: "memory", order: makeOrder(), event: .confirmed(receipt))])
    #expect(await scene.runner.states(of: makeKey()).map(\.phase) == [.standing])
  }

  @Test("changes nothing, and records no intent, where the order holds already")
  func alreadyHolds() async {
    let scene = Scene()
    scene.cloud.update { $0.live[makeKey()] = .allWrites }
    await scene.runner.carryOut(makeOrder())
    let outcomes = await scene.recorder.until("memory confirmed")
    #expect(scene.cloud.value.calls == [.plan, .verify])
    guard case .confirmed(let receipt) = outcomes[0].event else { return }
    #expect(receipt.appliedAt == nil)
  }

  @Test("calls only enforcers of the principal's platform")
  func platforms() async {
    let other = MemoryEnforcer("cluster", platforms: [.kubernetes])
    let scene = Scene([MemoryEnforcer(), other])
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    #expect(other.cloud.value.calls.isEmpty)
  }

  @Test("takes an acknowledgement where an enforcer cannot read back, and never asks it again")
  func acknowledgement() async {
    let scene = Scene([MemoryEnforcer(readsBack: false)])
    await scene.runner.carryOut(makeOrder())
    let outcomes = await scene.recorder.until("memory confirmed")
    #expect(scene.cloud.value.calls == [.plan, .apply])
    guard case .confirmed(let receipt) = outcomes[0].event else { return }
    #expect(receipt.verifiedAt == nil)
    // Only a later order is a reason.
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2))
    await scene.recorder.until("memory removed")
    #expect(scene.cloud.value.calls == [.plan, .apply, .plan, .apply])
  }

  @Test("ends a removal with nothing left to look after")
  func removal() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2))
    await scene.recorder.until("memory removed")
    #expect(scene.cloud.value.live.isEmpty)
    #expect(await scene.runner.counters().enforcers[0].load.orders == 0)
  }

  @Test("takes the removal of what is gone already for done")
  func removalOfNothing() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing))
    await scene.recorder.until("memory removed")
    #expect(scene.cloud.value.effects == 0)
  }

  @Test("ignores an older order and another one of the same revision, and counts both")
  func olderOrders() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 5))
    await scene.recorder.until("memory removed")
    // What is done with is remembered: an order that was overtaken must not deny afterwards.
    #expect(await scene.runner.carryOut(makeOrder(makeKey(), .allWrites, revision: 4)) == .older(known: 5))
    #expect(await scene.runner.carryOut(makeOrder(makeKey(), .allWrites, revision: 5)) == .older(known: 5))
    #expect(scene.cloud.value.planned.count == 1)
    #expect(await scene.runner.counters().olderOrders == 2)
  }

  @Test("refuses and counts keys past its limit, and still takes orders for known ones")
  func limit() async {
    let scene = Scene { $0.maximumKeys = 1 }
    #expect(await scene.runner.carryOut(makeOrder()) == .accepted)
    #expect(await scene.runner.carryOut(makeOrder(makeKey("other"))) == .refusedAtLimit)
    #expect(await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2)) == .accepted)
    #expect(await scene.runner.counters().refusedAtLimit == 1)
  }

  @Test("does nothing further, and undoes nothing, for forgotten keys")
  func forgetting() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    await scene.runner.forget([makeKey()])
    await scene.runner.carryOut(makeOrder(makeKey("other")))
    await scene.recorder.until("memory confirmed", times: 2)
    await scene.clock.reach(60 * second)
    await scene.cloud.until { $0.calls.count { $0 == .verify } == 3 }
    // The other one's reconciliation; none of the forgotten key.
    #expect(scene.cloud.value.live[makeKey()] == .allWrites)
    #expect(await scene.runner.states(of: makeKey()).isEmpty)
    // Whoever owns it again may begin at any revision.
    #expect(await scene.runner.carryOut(makeOrder()) == .accepted)
  }

  @Test("confirms again what is handed in again, without a second effect")
  func handedInAgain() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    await scene.runner.carryOut([makeOrder()])
    await scene.recorder.until("memory confirmed", times: 2)
    #expect(scene.cloud.value.effects == 1)
  }

  @Test("gives every order of a storm its effect once, within its places, and one at a time for each key")
  func storm() async {
    let scene = Scene()
    let orders = (0..<1000).map { makeOrder(makeKey("agent-\($0)")) }
    await scene.runner.carryOut(orders)
    await scene.recorder.until("memory confirmed", times: 1000)
    let cloud = scene.cloud.value
    #expect(cloud.effects == 1000)
    #expect(cloud.live.count == 1000)
    #expect(cloud.mostAtWork <= 8)
    #expect(cloud.overlaps == 0)
  }

  @Test("stops: what is under way ends, and nothing else begins")
  func stopping() async {
    let scene = Scene { $0.concurrentOrders = 1 }
    scene.cloud.update { $0.script[.apply] = [.hang] }
    await scene.runner.carryOut([makeOrder(), makeOrder(makeKey("other"))])
    await scene.cloud.until { $0.hanging == 1 }
    async let stopped: Void = scene.runner.stop()
    while await !scene.runner.isStopped { await Task.yield() }
    scene.enforcers[0].release()
    await stopped
    #expect(scene.cloud.value.live == [makeKey(): .allWrites])
    #expect(scene.recorder.log.value.words == ["memory intends allWrites", "memory superseded after apply"])
  }

  @Test("asks all enforcers what is wrong, and names one that does not answer")
  func checking() async {
    let silent = MemoryEnforcer("memory")
    let scene = Scene([MemoryEnforcer(), silent])
    let problems = await scene.runner.check()
    #expect(problems.map(\.enforcer) == ["memory"])
    #expect(problems[0].found.contains("twice"))
  }
}
