import ArresterBase
import ArresterEvents

/// Everything that is wrong with a list of plans, each with its place.
public struct PlanProblems: Error, Sendable, Equatable, CustomStringConvertible {
  public var problems: [String]

  public init(_ problems: [String]) { self.problems = problems }

  public var description: String { problems.joined(separator: "\n") }
}

extension PlannedWindow {
  /// One approval covers no more.
  public static let maximumDays = 90
  public static let maximumIdentifierBytes = 128
  public static let maximumGlobs = 64
  static let maximumTextBytes = 4096

  /// What keeps it from being used, each as `key: what would be right`.
  func problems(_ bounds: EngineBounds) -> [String] {
    names() + lists() + counts(bounds) + times() + people()
  }

  private func names() -> [String] {
    var problems: [String] = []
    if !(1...PlannedWindow.maximumIdentifierBytes).contains(identifier.utf8.count) {
      problems.append("id: 1 to \(PlannedWindow.maximumIdentifierBytes) bytes")
    }
    if principal.isEmpty || principal.utf8.count > PlannedWindow.maximumTextBytes {
      problems.append("principal: 1 to \(PlannedWindow.maximumTextBytes) bytes")
    } else if principal.contains(where: { $0 == "*" || $0 == "?" }) {
      problems.append("principal: '\(principal)' is a pattern; a plan is for one principal, named exactly")
    }
    return problems
  }

  private func lists() -> [String] {
    var problems: [String] = []
    if actions.isEmpty, scopes.isEmpty { problems.append("actions: name actions or scopes; [\"*\"] is every action") }
    for (key, globs) in [("actions", actions), ("scopes", scopes)] {
      if globs.count > PlannedWindow.maximumGlobs { problems.append("\(key): at most \(PlannedWindow.maximumGlobs)") }
      for (index, glob) in globs.enumerated() where glob.pattern.isEmpty {
        problems.append("\(key)[\(index)]: empty; it would match nothing")
      }
    }
    if oneStrikes.count > PlannedWindow.maximumGlobs { problems.append("oneStrikes: at most \(PlannedWindow.maximumGlobs)") }
    for (index, action) in oneStrikes.enumerated() {
      if action.isEmpty || action.contains(where: { $0 == "*" || $0 == "?" }) {
        problems.append("oneStrikes[\(index)]: '\(action)' is no action's name; each is named exactly")
      } else if !actions.isEmpty, !actions.contains(where: { $0.matches(action) }) {
        problems.append("oneStrikes[\(index)]: '\(action)' is not among the actions of the plan")
      }
    }
    return problems
  }

  private func counts(_ bounds: EngineBounds) -> [String] {
    var problems: [String] = []
    if !(1...bounds.plannedChanges).contains(maximumChanges) { problems.append("maximumChanges: 1 to \(bounds.plannedChanges)") }
    if !(0...bounds.plannedChanges).contains(maximumDestroyed) { problems.append("maximumDestroyed: 0 to \(bounds.plannedChanges)") }
    return problems
  }

  private func times() -> [String] {
    guard from >= 0, until > from else { return ["until: later than from, and both since 1970"] }
    var problems: [String] = []
    if approvedAt >= from { problems.append("approvedAt: before from; what has begun cannot be approved any more") }
    let most = Int64(PlannedWindow.maximumDays) * PlannedWindow.day
    guard let repetition else {
      if until - from > most { problems.append("until: at most \(PlannedWindow.maximumDays) days after from") }
      return problems
    }
    if until - from > repetition.period.nanoseconds {
      problems.append(
        "until: at most one \(repetition.period == .daily ? "day" : "week") after from, as it repeats \(repetition.period.rawValue)")
    }
    if repetition.until < until || repetition.until - from > most {
      problems.append("repeatUntil: not before until, and at most \(PlannedWindow.maximumDays) days after from")
    }
    return problems
  }

  private func people() -> [String] {
    var problems: [String] = []
    if requestedBy.isEmpty { problems.append("requestedBy: who asked for it") }
    if approvedBy.isEmpty { problems.append("approvedBy: who approved it") }
    if !approvedBy.isEmpty, approvedBy == requestedBy { problems.append("approvedBy: a second person, not '\(requestedBy)' again") }
    if reason.isEmpty || reason.utf8.count > PlannedWindow.maximumTextBytes {
      problems.append("reason: 1 to \(PlannedWindow.maximumTextBytes) bytes")
    }
    return problems
  }
}
