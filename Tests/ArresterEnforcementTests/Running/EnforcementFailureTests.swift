import ArresterBreaker
import ArresterEnforcement
import Testing

@Suite("Failures of enforcers", .timeLimit(.minutes(1)))
struct EnforcementFailureTests {
  @Test("a transient failure is tried again after a pause that doubles")
  func backoff() async {
    let scene = Scene(chance: 1) { $0.firstBackoffMilliseconds = 1000 }
    scene.cloud.update { $0.script[.apply] = [.fail(throttled), .fail(throttled)] }
    await scene.runner.carryOut(makeOrder())
    await scene.clock.reach(1 * second)
    await scene.clock.reach(3 * second)
    await scene.recorder.until("memory confirmed")
    #expect(scene.recorder.count("memory failed") == 2)
    let counters = await scene.runner.counters().enforcers[0].counters
    #expect(counters.retries == 2)
    #expect(counters.transientFailures == 2)
    #expect(counters.calls == 7)
  }

  @Test("what the other side asks for is waited, up to the slow retry")
  func retryAfter() async {
    let scene = Scene(chance: 0)
    let busy = EnforcementError(.transient, "busy", retryAfterNanoseconds: 42 * second)
    let away = EnforcementError(.transient, "busy", retryAfterNanoseconds: .max)
    scene.cloud.update { $0.script[.plan] = [.fail(busy), .fail(away)] }
    await scene.runner.carryOut(makeOrder())
    await scene.clock.reach(42 * second)
    await scene.recorder.until("memory failed", times: 2)
    // Before that comes the report that it does not hold.
    await scene.clock.reach(300 * second)
    await scene.recorder.until("memory failed for good")
  }

  @Test("a read-back that does not show it counts as a transient failure")
  func notShown() async {
    let scene = Scene(chance: 0)
    scene.cloud.update { $0.script[.apply] = [.fail(throttled), .work] }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    #expect(scene.recorder.count("memory failed") == 1)
  }

  @Test("what does not hold in time is reported once as failed for good, and enforced by a slow retry")
  func givingUp() async {
    let scene = Scene(chance: 0.5) { $0.giveUpSeconds = 20 }
    scene.cloud.update { $0.otherwise[.apply] = .fail(EnforcementError(.transient, "away", retryAfterNanoseconds: 100 * second)) }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory failed")
    await scene.clock.reach(20 * second)
    let outcomes = await scene.recorder.until("memory failed for good")
    guard case .failed(let error, _) = outcomes[1].event else { return }
    #expect(error.detail == "does not hold after 20 s: away")
    await scene.clock.reach(320 * second)
    await scene.cloud.until { $0.calls.count { $0 == .apply } == 2 }
    scene.cloud.update { $0.otherwise = [:] }
    await scene.clock.reach(620 * second)
    await scene.recorder.until("memory confirmed")
    #expect(scene.recorder.count("memory failed for good") == 1)
    #expect(scene.recorder.count("memory failed") == 1)
  }

  @Test("revoked credentials are reported at once and once, and the order holds soon after they are mended")
  func revoked() async {
    let scene = Scene()
    scene.cloud.update { $0.otherwise[.plan] = .fail(denied) }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory failed for good")
    #expect(await scene.runner.states(of: makeKey()).map(\.lastError) == [denied])
    await scene.clock.reach(300 * second)
    await scene.cloud.until { $0.calls.count == 2 }
    scene.cloud.update { $0.otherwise = [:] }
    await scene.clock.reach(600 * second)
    await scene.recorder.until("memory confirmed")
    #expect(scene.recorder.log.value.words == ["memory failed for good", "memory intends allWrites", "memory confirmed"])
  }

  @Test("a person's retry does not wait for the slow one")
  func personRetries() async {
    let scene = Scene()
    scene.cloud.update { $0.script[.plan] = [.fail(denied)] }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory failed for good")
    #expect(await scene.runner.retry(makeKey()))
    await scene.recorder.until("memory confirmed")
    #expect(await scene.runner.retry(makeKey("nobody")) == false)
  }

  @Test("a conflict of a removal is reported, and left alone until a person says so")
  func conflictOfRemoval() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    scene.cloud.update { $0.script[.plan] = [.fail(changedByOthers)] }
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2))
    await scene.recorder.until("memory conflicted")
    // The same order again, as after a reassignment, is no person's word.
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2))
    #expect(await scene.runner.states(of: makeKey()).map(\.phase) == [.blocked])
    scene.clock.advance(to: 86_400 * second)
    #expect(await scene.runner.counters().enforcers[0].load.blocked == 1)
    #expect(scene.cloud.value.planned.count == 2)
    await scene.runner.retry(makeKey())
    await scene.recorder.until("memory removed")
  }

  @Test("a conflict of a denial is reported and tried again slowly")
  func conflictOfDenial() async {
    let scene = Scene()
    scene.cloud.update { $0.script[.plan] = [.fail(changedByOthers)] }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory conflicted")
    await scene.clock.reach(300 * second)
    await scene.recorder.until("memory confirmed")
  }

  @Test("a target that was deleted fails for good, and its removal is done")
  func deletedTarget() async {
    let scene = Scene()
    scene.cloud.update { $0.script[.plan] = [.fail(EnforcementError(.permanent, "NoSuchEntity"))] }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory failed for good")
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2))
    await scene.recorder.until("memory removed")
  }

  @Test("one that hangs holds up no other, and is reported", arguments: MemoryEnforcer.Step.allCases)
  func hanging(step: MemoryEnforcer.Step) async {
    let hung = MemoryEnforcer("hung")
    hung.cloud.update { $0.otherwise[step] = .hang }
    let scene = Scene([hung, MemoryEnforcer("sound")], chance: 0) { $0.reconcileSeconds = 86_400 }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("sound confirmed")
    await hung.cloud.until { $0.hanging == 1 }
    await scene.clock.reach(30 * second)
    await scene.recorder.until("hung failed")
    await scene.clock.reach(300 * second)
    await scene.recorder.until("hung failed for good")
    // No second call overtakes the one that hangs.
    #expect(hung.cloud.value.calls.count { $0 == step } == 1)
    hung.release()
    await scene.recorder.until("hung confirmed")
    #expect(hung.cloud.value.effects == 1)
    #expect(hung.cloud.value.overlaps == 0)
  }

  @Test("calls that hang take the places of others only up to a limit")
  func stragglers() async {
    let scene = Scene(chance: 0) {
      $0.concurrentOrders = 2
      $0.maximumStragglers = 3
    }
    scene.cloud.update { $0.otherwise[.plan] = .hang }
    await scene.runner.carryOut((0..<10).map { makeOrder(makeKey("agent-\($0)")) })
    await scene.cloud.until { $0.hanging == 2 }
    await scene.clock.reach(30 * second)
    await scene.cloud.until { $0.hanging == 4 }
    await scene.clock.reach(60 * second)
    await scene.recorder.until("memory failed", times: 4)
    await scene.clock.reach(300 * second)
    // Those that never found a place are reported too.
    await scene.recorder.until("memory failed for good", times: 10)
    #expect(scene.cloud.value.planned.count == 4)
    scene.enforcers[0].release()
    await scene.recorder.until("memory confirmed", times: 10)
    #expect(await scene.runner.counters().enforcers[0].load.stragglers == 0)
  }

  @Test("a removal waits for an apply that was given up, so that the old deny cannot land after it")
  func noZombie() async {
    let scene = Scene(chance: 0)
    scene.cloud.update { $0.script[.apply] = [.hang] }
    await scene.runner.carryOut(makeOrder())
    await scene.cloud.until { $0.hanging == 1 }
    await scene.clock.reach(30 * second)
    await scene.recorder.until("memory failed")
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2))
    #expect(scene.cloud.value.planned.count == 1)
    scene.enforcers[0].release()
    await scene.recorder.until("memory removed")
    #expect(scene.cloud.value.live.isEmpty)
  }
}
