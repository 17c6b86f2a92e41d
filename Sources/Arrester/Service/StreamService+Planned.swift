import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents

/// Planned changes that people approved, and those of a file, as the shards count them.
extension StreamService {
  /// Hands every lane the plans that hold now. To be called before events of theirs can come: at an assignment, and when one is approved.
  func plan() {
    guard let board else { return }
    let bounds = options.model.engine.bounds
    let approved = board.board.plannedChanges.values.compactMap(PlannedWindow.init).filter { plan in
      do throws(PlanProblems) { _ = try PlanTable([plan], bounds: bounds) } catch {
        page("a planned change cannot be counted: its calls are judged as always", "\(plan.identifier): \(error)")
        return false
      }
      return true
    }
    do throws(PlanProblems) { plans = try PlanTable(options.model.engine.plans.plans + approved, bounds: bounds) } catch {
      page("planned changes cannot be counted together: those from before stay", "\(error)")
    }
    for lane in lanes { lane?.shard.setPlans(plans) }
  }

  private func page(_ reason: String, _ detail: String) {
    tallies.pages.count(.planRefused)
    log.page(.planRefused, at: .error, ["reason": .text(reason), "detail": .text(detail)])
  }
}

extension PlannedWindow {
  /// nil where it was ended before it began.
  init?(_ change: PlannedChange) {
    let end = min(change.until, change.endedAt ?? .max)
    guard end > change.from else { return nil }
    let repetition = change.repetition.map {
      Repetition(
        period: $0 == .daily ? .daily : .weekly, until: min(change.repeatUntil ?? change.until, change.endedAt ?? .max))
    }
    self.init(
      identifier: change.identifier, principal: change.principal, actions: change.actions.map(Glob.init),
      scopes: change.scopes.map(Glob.init), maximumChanges: change.maximumChanges, maximumDestroyed: change.maximumDestroyed,
      from: change.from, until: end, repetition: repetition, oneStrikes: change.oneStrikes, requestedBy: change.requestedBy,
      approvedBy: change.approvedBy, approvedAt: change.approvedAt ?? 0, reason: change.reason)
  }
}
