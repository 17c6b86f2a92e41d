extension EnforcementRunner {
  /// Starts what is due and has a place, tells what took too long, and sets the timer for the rest.
  func proceed() {
    guard !isStopped else { return }
    let now = clock.now()
    for index in lanes.indices {
      _ = report(lanes[index].schedule.giveUp(at: now), of: index)
      for run in lanes[index].schedule.start(at: now) { launch(run, index) }
    }
    setTimer()
  }

  private func launch(_ run: LaneRun, _ index: Int) {
    let attempt = EnforcementAttempt(
      enforcer: lanes[index].enforcer, run: run, settings: lanes[index].schedule.settings, observer: observer, wallClock: wallClock,
      limit: StepLimit(clock: clock), gate: { [self] run in await gate(run, index) })
    lastRun += 1
    running[lastRun] = Task { [self, number = lastRun] in
      await finish(run, await attempt.perform(), index)
      running[number] = nil
    }
  }

  private func gate(_ run: LaneRun, _ index: Int) -> EnforcementAttempt.Gate {
    guard !isStopped, lanes[index].schedule.entries[run.order.key]?.submission == run.submission else { return .superseded }
    return isHalted && !run.isLoosening ? .halted : .open
  }

  /// The place is free once the outcome was told: an observer that is slow slows the lane, and fills no memory. One that hangs is
  /// waited for no longer than for an intent; what it was to be told stays in its order.
  private func finish(_ run: LaneRun, _ result: AttemptResult, _ index: Int) async {
    let outcomes = lanes[index].schedule.finish(run, result, isHalted: isHalted, at: clock.now(), chance: random())
    if let report = report(outcomes, of: index) { await wait(for: report, index) }
    let straggler = result.progress.straggler
    lanes[index].schedule.release(run, isStraggling: straggler != nil)
    if let straggler { await watch(straggler, run, index) }
    proceed()
  }

  private func wait(for report: Task<Void, Never>, _ index: Int) async {
    do throws(StepFailure) {
      try await StepLimit(clock: clock).call("the report", nanoseconds: settings.intentNanoseconds) {
        () async throws(EnforcementError) in await report.value
      }
    } catch {
      lanes[index].schedule.counters.lateReports += 1
    }
  }

  private func watch(_ straggler: Task<Void, Never>, _ run: LaneRun, _ index: Int) async {
    Task { [weak self] in
      await straggler.value
      await self?.returned(run, index)
    }
  }

  private func returned(_ run: LaneRun, _ index: Int) {
    lanes[index].schedule.stragglerReturned(run.order.key)
    proceed()
  }

  /// One report after the other for each lane, in the order of what happened.
  private func report(_ outcomes: [EnforcementOutcome], of index: Int) -> Task<Void, Never>? {
    guard !outcomes.isEmpty else { return nil }
    let report = Task { [observer, previous = lanes[index].report] in
      await previous?.value
      for outcome in outcomes { await observer.happened(outcome) }
    }
    lanes[index].report = report
    return report
  }

  /// One timer for all lanes, for the earliest time at which there is something to do.
  private func setTimer() {
    guard let time = lanes.indices.compactMap({ lanes[$0].schedule.nextTime() }).min() else { return }
    if let timer, timer.time <= time { return }
    timer?.task.cancel()
    let task = Task { [weak self, clock] in
      await clock.sleep(until: time)
      if !Task.isCancelled { await self?.timerEnded(time) }
    }
    timer = (task, time)
  }

  private func timerEnded(_ time: Int64) {
    if timer?.time == time { timer = nil }
    proceed()
  }
}
