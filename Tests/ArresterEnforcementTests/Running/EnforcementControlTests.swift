import ArresterBreaker
import ArresterEnforcement
import Testing

@Suite("What comes in between", .timeLimit(.minutes(1)))
struct EnforcementControlTests {
  @Test("a later order replaces one that is being applied")
  func laterOrder() async {
    let scene = Scene()
    scene.cloud.update { $0.script[.apply] = [.hang] }
    await scene.runner.carryOut(makeOrder())
    await scene.cloud.until { $0.hanging == 1 }
    await scene.runner.carryOut(makeOrder(makeKey(), .nothing, revision: 2))
    scene.enforcers[0].release()
    await scene.recorder.until("memory removed")
    #expect(scene.cloud.value.live.isEmpty)
    // The recorded intent has its outcome, and nobody was told that the old order holds.
    #expect(scene.recorder.count("memory superseded after apply") == 1)
    #expect(scene.recorder.count("memory confirmed") == 0)
  }

  @Test("of many orders for one key the newest holds in the end")
  func manyRevisions() async {
    let scene = Scene()
    for revision in 1...100 as ClosedRange<UInt64> {
      await scene.runner.carryOut(makeOrder(makeKey(), revision % 2 == 0 ? .allWrites : .destructiveWrites, revision: revision))
    }
    await scene.recorder.log.until { $0.outcomes.contains { $0.order.revision == 100 && $0.word == "confirmed" } }
    #expect(scene.cloud.value.live == [makeKey(): .allWrites])
    #expect(scene.cloud.value.overlaps == 0)
  }

  @Test("a halt lets calls under way end, applies nothing new, and takes away what people restore")
  func halt() async {
    let scene = Scene { $0.concurrentOrders = 1 }
    let (standing, atWork, waiting) = (makeKey("standing"), makeKey("at-work"), makeKey("waiting"))
    await scene.runner.carryOut(makeOrder(standing))
    await scene.recorder.until("memory confirmed")
    scene.cloud.update { $0.script[.apply] = [.hang] }
    await scene.runner.carryOut([makeOrder(atWork), makeOrder(waiting)])
    await scene.cloud.until { $0.hanging == 1 }
    await scene.runner.halt()
    scene.enforcers[0].release()
    await scene.recorder.until("memory confirmed", times: 2)
    await scene.runner.carryOut(makeOrder(standing, .nothing, revision: 2))
    await scene.recorder.until("memory removed")
    #expect(scene.cloud.value.live == [atWork: .allWrites])
    #expect(await scene.runner.states(of: waiting).map(\.phase) == [.halted])
    await scene.runner.resume()
    await scene.recorder.until("memory confirmed", times: 3)
    #expect(scene.cloud.value.live == [atWork: .allWrites, waiting: .allWrites])
  }

  @Test("an order that waits for the end of a halt is reported as not in force")
  func haltIsReported() async {
    let scene = Scene()
    await scene.runner.halt()
    await scene.runner.carryOut(makeOrder())
    while await scene.runner.states(of: makeKey()).map(\.phase) != [.halted] { await Task.yield() }
    await scene.clock.reach(300 * second)
    let outcomes = await scene.recorder.until("memory failed for good")
    guard case .failed(let error, _) = outcomes[0].event else { return }
    #expect(error.detail.contains("halted"))
    await scene.runner.resume()
    await scene.recorder.until("memory confirmed")
    #expect(scene.recorder.count("memory failed for good") == 1)
  }

  @Test("drift is reported and put back")
  func drift() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    scene.cloud.update { $0.live = [:] }
    await scene.clock.reach(60 * second)
    let outcomes = await scene.recorder.until("memory confirmed", times: 2)
    #expect(outcomes.map(\.word) == ["confirmed", "drifted", "confirmed"])
    #expect(scene.cloud.value.live == [makeKey(): .allWrites])
    #expect(await scene.runner.counters().enforcers[0].counters.drifts == 1)
  }

  @Test("a standing order is read back again and again, in silence")
  func reconciliation() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    for round in 1...3 as ClosedRange<Int64> {
      await scene.clock.reach(60 * round * second)
      await scene.cloud.until { $0.calls.count { $0 == .verify } == Int(round) + 1 }
    }
    #expect(scene.recorder.log.value.outcomes.count == 1)
  }

  @Test("drift during a halt is reported, and put back after it")
  func driftWhileHalted() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    await scene.runner.halt()
    scene.cloud.update { $0.live = [:] }
    await scene.clock.reach(60 * second)
    await scene.recorder.until("memory drifted")
    while await scene.runner.states(of: makeKey()).map(\.phase) != [.halted] { await Task.yield() }
    #expect(scene.cloud.value.effects == 1)
    await scene.runner.resume()
    await scene.recorder.until("memory confirmed", times: 2)
  }

  @Test("a read-back that fails is tried again, and confirmed without a change")
  func failedReadBack() async {
    let scene = Scene(chance: 0)
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    scene.cloud.update { $0.script[.verify] = [.fail(throttled)] }
    await scene.clock.reach(54 * second)
    await scene.recorder.until("memory confirmed", times: 2)
    #expect(scene.cloud.value.effects == 1)
    #expect(scene.recorder.count("memory failed") == 1)
  }

  @Test("a denial does not wait for an intent that cannot be recorded")
  func unrecordedDenial() async {
    let scene = Scene()
    scene.recorder.log.update { $0.intent = .notDurable }
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    #expect(await scene.runner.counters().enforcers[0].counters.unrecordedIntents == 1)
  }

  @Test("nothing is done for a principal that is another instance's by now", arguments: DenyOrder.Extent.allCases)
  func handedOver(extent: DenyOrder.Extent) async {
    let scene = Scene(chance: 1)
    scene.cloud.update { $0.live = [makeKey(): extent == .allWrites ? .destructiveWrites : .allWrites] }
    let before = scene.cloud.value.live
    scene.recorder.log.update { $0.intent = .handedOver }
    await scene.runner.carryOut(makeOrder(makeKey(), extent))
    await scene.recorder.until("memory failed")
    #expect(scene.cloud.value.live == before && scene.cloud.value.effects == 0)
  }

  @Test("a denial does not wait for an observer that hangs")
  func hangingObserver() async {
    let scene = Scene()
    scene.recorder.log.update { $0.hangs = true }
    await scene.runner.carryOut(makeOrder())
    await scene.clock.reach(5 * second)
    await scene.recorder.until("memory confirmed")
    scene.recorder.log.update { $0.hangs = false }
  }

  @Test("an observer that takes no outcomes stops no denial, and gets them in their order when it does again")
  func hangingOutcomes() async {
    let scene = Scene { $0.concurrentOrders = 1 }
    scene.recorder.log.update { $0.outcomesHang = true }
    await scene.runner.carryOut([makeOrder(), makeOrder(makeKey("other"))])
    await scene.recorder.until("memory confirmed")
    await scene.clock.reach(5 * second)
    await scene.cloud.until { $0.live.count == 2 }
    scene.recorder.log.update { $0.outcomesHang = false }
    let outcomes = await scene.recorder.until("memory confirmed", times: 2)
    #expect(outcomes.map(\.order.key) == [makeKey(), makeKey("other")])
    #expect(await scene.runner.counters().enforcers[0].counters.lateReports == 1)
  }

  @Test("a loosening waits until its intent is recorded", arguments: [DenyOrder.Extent.destructiveWrites, .nothing])
  func unrecordedLoosening(extent: DenyOrder.Extent) async {
    let scene = Scene(chance: 1)
    await scene.runner.carryOut(makeOrder())
    await scene.recorder.until("memory confirmed")
    scene.recorder.log.update { $0.intent = .notDurable }
    await scene.runner.carryOut(makeOrder(makeKey(), extent, revision: 2))
    await scene.recorder.until("memory failed")
    #expect(scene.cloud.value.live == [makeKey(): .allWrites])
    scene.recorder.log.update { $0.intent = .durable }
    await scene.clock.reach(second / 2)
    await scene.recorder.until(extent == .nothing ? "memory removed" : "memory confirmed", times: extent == .nothing ? 1 : 2)
  }

  @Test("putting back a narrower deny is no loosening")
  func repairOfProbation() async {
    let scene = Scene()
    await scene.runner.carryOut(makeOrder(makeKey(), .destructiveWrites))
    await scene.recorder.until("memory confirmed")
    scene.recorder.log.update { $0.intent = .notDurable }
    scene.cloud.update { $0.live = [:] }
    await scene.clock.reach(60 * second)
    await scene.recorder.until("memory confirmed", times: 2)
  }

  /// Where the instance dies.
  enum Death: CaseIterable, Sendable {
    case planning, recording, applying, applied, verifying
  }

  @Test("an instance that dies between two steps leaves work that the next one ends, with one effect", arguments: Death.allCases)
  func crash(death: Death) async {
    let first = Scene()
    switch death {
    case .planning: first.cloud.update { $0.otherwise[.plan] = .hang }
    case .recording: first.recorder.log.update { $0.hangs = true }
    case .applying: first.cloud.update { $0.otherwise[.apply] = .hang }
    case .applied: first.cloud.update { $0.otherwise[.apply] = .hangAfterwards }
    case .verifying: first.cloud.update { $0.otherwise[.verify] = .hang }
    }
    await first.runner.carryOut(makeOrder())
    if death == .recording { await first.recorder.log.until { !$0.intents.isEmpty } } else { await first.cloud.until { $0.hanging == 1 } }
    // The first one never comes back; the cloud keeps what it had done.
    let next = Scene([
      MemoryEnforcer(cloud: Watched(MemoryEnforcer.Cloud(live: first.cloud.value.live, effects: first.cloud.value.effects)))
    ])
    await next.runner.carryOut(makeOrder())
    await next.recorder.until("memory confirmed")
    #expect(next.cloud.value.live == [makeKey(): .allWrites])
    #expect(next.cloud.value.effects == 1)
    first.enforcers[0].release()
    first.recorder.log.update { $0.hangs = false }
  }
}
