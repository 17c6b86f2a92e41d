extension EnforcementRunner {
  /// Asks every enforcer what would keep it from working when a trip comes; all at once, each for at most its own `stepSeconds`.
  /// - Returns: in the order of the configuration; empty if there is none.
  public nonisolated func check() async -> [EnforcementProblem] {
    let lanes = await lanes.map { (enforcer: $0.enforcer, nanoseconds: $0.schedule.settings.stepNanoseconds) }
    let enforcers = lanes.map(\.enforcer)
    let found = await withTaskGroup(of: (Int, [EnforcementProblem]).self) { group in
      for (index, lane) in lanes.enumerated() { group.addTask { (index, await self.check(lane.enforcer, lane.nanoseconds)) } }
      return await group.reduce(into: [Int: [EnforcementProblem]]()) { $0[$1.0] = $1.1 }
    }
    return repeatedNames(enforcers) + enforcers.indices.flatMap { found[$0] ?? [] }
  }

  private nonisolated func check(_ enforcer: any Enforcer, _ nanoseconds: Int64) async -> [EnforcementProblem] {
    do throws(StepFailure) {
      return try await StepLimit(clock: clock).call("check", nanoseconds: nanoseconds) {
        () async throws(EnforcementError) in await enforcer.check()
      }
    } catch {
      return [EnforcementProblem(enforcer: enforcer.name, found: error.error.detail, expected: "an answer in that time")]
    }
  }

  private nonisolated func repeatedNames(_ enforcers: [any Enforcer]) -> [EnforcementProblem] {
    var names: Set<String> = []
    return enforcers.filter { !names.insert($0.name).inserted }.map {
      EnforcementProblem(
        enforcer: $0.name, found: "its name is there twice", expected: "a name of its own, so that confirmations can be told apart")
    }
  }
}
