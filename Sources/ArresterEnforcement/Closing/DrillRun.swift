import ArresterBase

/// How a step of a drill went.
public struct DrillStepResult: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    case passed
    case failed(String)
    /// Not within its deadline.
    case late
    /// Not tried, since something before it had failed.
    case skipped
  }

  public var step: DrillStep
  public var outcome: Outcome
  /// From the start of its stage; nil where it was skipped.
  public var nanoseconds: Int64?
}

/// A drill that is being held: told what happened and what time it is, it says what is to be done. No I/O and no clock.
///
/// Times are nanoseconds of one clock that only runs forward.
public struct DrillRun: Sendable {
  public let plan: DrillPlan
  public private(set) var results: [DrillStepResult] = []
  private var stage = 0
  private var stageStartedAt: Int64
  /// The steps of this stage that have no result yet.
  public private(set) var pending: [DrillStep] = []

  public init(_ plan: DrillPlan, at now: Int64) {
    self.plan = plan
    stageStartedAt = now
    pending = plan.stages.first?.steps ?? []
  }

  public var isOver: Bool { pending.isEmpty }

  /// The drill is over and every step passed.
  public var hasPassed: Bool { isOver && results.allSatisfy { $0.outcome == .passed } }

  /// When `advance` must be called at the latest; nil when it is over.
  public var nextDeadline: Int64? { pending.map { deadline(of: $0) }.min() }

  /// - Returns: false, and no change, for a step that is not pending: it came too late, or too early to be the drill's doing.
  @discardableResult
  public mutating func passed(_ step: DrillStep, at now: Int64) -> Bool {
    advance(to: now)
    return end(step, .passed, at: now)
  }

  @discardableResult
  public mutating func failed(_ step: DrillStep, _ detail: String, at now: Int64) -> Bool {
    advance(to: now)
    return end(step, .failed(detail), at: now)
  }

  /// Ends the steps whose deadline has passed.
  public mutating func advance(to now: Int64) {
    while let step = pending.min(by: { deadline(of: $0) < deadline(of: $1) }), deadline(of: step) < now {
      _ = end(step, .late, at: deadline(of: step))
    }
  }

  private func deadline(of step: DrillStep) -> Int64 {
    let (time, overflow) = stageStartedAt.addingReportingOverflow(plan.deadlines.nanoseconds(step))
    return overflow ? .max : time
  }

  private mutating func end(_ step: DrillStep, _ outcome: DrillStepResult.Outcome, at now: Int64) -> Bool {
    guard let index = pending.firstIndex(of: step) else { return false }
    pending.remove(at: index)
    results.append(DrillStepResult(step: step, outcome: outcome, nanoseconds: now - stageStartedAt))
    if pending.isEmpty { enterNextStage(at: now) }
    return true
  }

  private mutating func enterNextStage(at now: Int64) {
    let hasFailed = results.contains { $0.outcome != .passed }
    stage += 1
    while stage < plan.stages.count, hasFailed, !plan.stages[stage].isCleanup {
      results += plan.stages[stage].steps.map { DrillStepResult(step: $0, outcome: .skipped, nanoseconds: nil) }
      stage += 1
    }
    stageStartedAt = now
    pending = stage < plan.stages.count ? plan.stages[stage].steps : []
  }
}

extension DrillRun {
  /// One object: the canary, whether it passed (null while it runs), and each step with its time.
  public func write(to json: inout JSONText) {
    json.object { json in
      json.field("canary", plan.canary.principal)
      json.field("platform", plan.canary.platform.name)
      json.key("passed")
      if isOver { json.value(hasPassed) } else { json.null() }
      json.key("steps")
      json.array { json in
        for result in results { DrillRun.write(result, to: &json) }
      }
    }
  }

  private static func write(_ result: DrillStepResult, to json: inout JSONText) {
    json.object { json in
      json.field("step", result.step.name)
      switch result.outcome {
      case .passed: json.field("outcome", "passed")
      case .failed(let detail):
        json.field("outcome", "failed")
        json.field("detail", detail)
      case .late: json.field("outcome", "late")
      case .skipped: json.field("outcome", "skipped")
      }
      json.key("nanoseconds")
      if let nanoseconds = result.nanoseconds { json.value(Int(nanoseconds)) } else { json.null() }
    }
  }
}
