import ArresterEvents

/// Asks the rules about windows that were told in a survey, under the limits of a model. Belongs to one thread.
public final class WindowJudge {
  public let model: EngineModel
  private let limits: LimitTable

  public init(_ model: EngineModel) {
    self.model = model
    limits = LimitTable(model)
  }

  /// The first rule that holds in the window.
  /// - Parameters:
  ///   - window: index into the model's windows.
  ///   - ratio: the ratio's lower bound of the principal's own values, as `JudgedWindow.value(of:z:)` gives it.
  /// - Complexity: O(limits of the kind in the window), no allocation.
  public func rule(_ judged: JudgedWindow, _ kind: PrincipalKind, window: Int, ratio: Double) -> Rule? {
    let limits = limits[kind, window]
    let isLongest = window == model.windows.count - 1
    let assessment = judged.own.assess(limits, model, isLongest: isLongest, ratio: ratio, learnt: judged.learnt)
    guard let session = judged.session, assessment.asksSessions(judged.own, model),
      session.mayMeetMore(limits, model, destructive: judged.own.destructive),
      let own = session.assess(limits, model, isLongest: isLongest, learnt: judged.learnt).rule
    else { return assessment.rule }
    return assessment.rule.map { $0.rawValue <= own.rawValue ? $0 : own } ?? own
  }

  /// Half of a limit, where a baseline gives one of its own.
  /// - Parameters:
  ///   - limit: index into the limits of the kind.
  ///   - learnt: as `JudgedWindow.learnt`.
  public func warning(_ kind: PrincipalKind, limit: Int, learnt: Int) -> Double {
    let entries = limits[kind, model.limits[kind][limit].window].pointee.entries
    return entries.first { $0.bit == 1 << UInt64(limit & 63) }?.thresholds(learnt).warning ?? .infinity
  }
}

extension WindowValues {
  /// Whether a session's window may meet a rule that its principal's does not (`WindowEvaluator.past(…mayMeet:…)`).
  fileprivate func mayMeetMore(_ limits: UnsafePointer<WindowLimits>, _ model: EngineModel, destructive: Int) -> Bool {
    guard let ratio = limits.pointee.leastRatio else { return false }
    guard limits.pointee.hasHardRatio || destroyed >= model.confirmedMinimumDestroyed else { return false }
    return ratio <= 0 || Double(changes) <= Double(destructive) / ratio
  }
}
