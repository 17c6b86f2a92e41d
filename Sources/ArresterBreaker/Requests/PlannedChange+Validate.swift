import ArresterBase
import ArresterEngine
import ArresterEvents

extension PlannedChange {
  /// As many as the engine counts (`EngineBounds.plannedChanges`, `PlannedWindow.maximumGlobs`).
  public static let maximumChangesLimit = 10_000
  public static let maximumDestroyedLimit = 10_000
  /// From the beginning of the first window to the end of the last: one approval covers no more.
  public static let longestDays: Int64 = 90
  /// At a time, over all principals.
  public static let maximumKept = 1_000
  static let maximumGlobs = PlannedWindow.maximumGlobs
  static let maximumGlob = 256

  /// Every problem at once, each with the field that it is about; empty if there is none.
  public func validate() -> [PolicyProblem] {
    textProblems() + globProblems() + countProblems() + timeProblems() + peopleProblems()
  }

  private func textProblems() -> [PolicyProblem] {
    var problems: [PolicyProblem] = []
    if principal.contains(where: { $0 == "*" || $0 == "?" }) {
      problems.append(PolicyProblem(path: "principal", detail: "is a pattern; a plan is for one principal, named exactly"))
    }
    if principal.isEmpty { problems.append(PolicyProblem(path: "principal", detail: "is empty; name the one whose change is planned")) }
    let texts = [
      ("id", identifier, RequestLimits.maximumName), ("principal", principal, RequestLimits.maximumText),
      ("requestedBy", requestedBy, RequestLimits.maximumName), ("approvedBy", approvedBy, RequestLimits.maximumName),
      ("reason", reason, RequestLimits.maximumReason),
    ]
    for (path, text, limit) in texts where text.utf8.count > limit {
      problems.append(PolicyProblem(path: path, detail: "has \(text.utf8.count) bytes; write at most \(limit)"))
    }
    return problems
  }

  private func globProblems() -> [PolicyProblem] {
    var problems: [PolicyProblem] = []
    if actions.isEmpty, scopes.isEmpty {
      problems.append(PolicyProblem(path: "actions", detail: "and scopes are empty; say what the change covers, `*` for everything"))
    }
    for (path, globs) in [("actions", actions), ("scopes", scopes), ("oneStrikes", oneStrikes)] {
      if globs.count > PlannedChange.maximumGlobs {
        problems.append(PolicyProblem(path: path, detail: "has \(globs.count) entries; write at most \(PlannedChange.maximumGlobs)"))
        continue
      }
      for (index, glob) in globs.enumerated() where glob.isEmpty || glob.utf8.count > PlannedChange.maximumGlob {
        problems.append(
          PolicyProblem(path: "\(path)[\(index)]", detail: "has \(glob.utf8.count) bytes; write 1 to \(PlannedChange.maximumGlob)"))
      }
    }
    for (index, action) in oneStrikes.prefix(PlannedChange.maximumGlobs).enumerated() {
      if let detail = problem(oneStrike: action) { problems.append(PolicyProblem(path: "oneStrikes[\(index)]", detail: detail)) }
    }
    return problems
  }

  private func problem(oneStrike action: String) -> String? {
    guard ScopeGlob(action).isLiteral else { return "is a glob; each one-strike is named in full" }
    let isPlanned = actions.isEmpty || actions.prefix(PlannedChange.maximumGlobs).contains { Glob($0).matches(action) }
    return isPlanned ? nil : "is not among the actions of the plan"
  }

  private func countProblems() -> [PolicyProblem] {
    var problems: [PolicyProblem] = []
    if !(1...PlannedChange.maximumChangesLimit).contains(maximumChanges) {
      problems.append(
        PolicyProblem(path: "maximumChanges", detail: "is \(maximumChanges); write 1 to \(PlannedChange.maximumChangesLimit)"))
    }
    if !(0...PlannedChange.maximumDestroyedLimit).contains(maximumDestroyed) {
      problems.append(
        PolicyProblem(path: "maximumDestroyed", detail: "is \(maximumDestroyed); write 0 to \(PlannedChange.maximumDestroyedLimit)"))
    }
    return problems
  }

  private func timeProblems() -> [PolicyProblem] {
    guard from >= 0, from < until, until <= Moment.latest else {
      return [PolicyProblem(path: "until", detail: "is not later than from; the window needs a beginning and a later end")]
    }
    var problems: [PolicyProblem] = []
    if let repetition {
      if until - from > repetition.seconds * Timestamp.nanosecondsPerSecond {
        problems.append(PolicyProblem(path: "until", detail: "is so late that \(repetition.rawValue) windows overlap; shorten them"))
      }
      if repeatUntil.map({ $0 <= from || $0 > Moment.latest }) ?? true {
        problems.append(PolicyProblem(path: "repeatUntil", detail: "must be a time later than from; a repetition needs an end"))
      }
    } else if repeatUntil != nil {
      problems.append(PolicyProblem(path: "repeatUntil", detail: "is there without repeat; write repeat: daily or weekly with it"))
    }
    if lastEnd > Moment.time(from, plusSeconds: PlannedChange.longestDays * 86_400) {
      problems.append(
        PolicyProblem(
          path: repeatUntil == nil ? "until" : "repeatUntil",
          detail: "makes it last more than \(PlannedChange.longestDays) days; end it earlier, and plan the rest anew"))
    }
    return problems
  }

  /// Those of a file may be left out.
  private func peopleProblems() -> [PolicyProblem] {
    var problems: [PolicyProblem] = []
    if !approvedBy.isEmpty, approvedBy.isSameName(as: requestedBy) {
      problems.append(PolicyProblem(path: "approvedBy", detail: "is the requester; a second person has to approve it"))
    }
    if let approvedAt, approvedAt >= from {
      problems.append(PolicyProblem(path: "approvedAt", detail: "is not before from; a planned change is approved before it begins"))
    }
    return problems
  }
}
