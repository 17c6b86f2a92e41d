import ArresterEvents

@testable import ArresterEngine

/// A plan of ten changes and three destroyed resources, from 100 s to 200 s after `start`.
func makePlan(_ change: (inout PlannedWindow) -> Void = { _ in }) -> PlannedWindow {
  var plan = PlannedWindow(
    identifier: "plan-1", principal: EventMaker().principal, actions: [Glob("rds:*")], scopes: [], maximumChanges: 10, maximumDestroyed: 3,
    from: start + 100 * second, until: start + 200 * second, requestedBy: "ada", approvedBy: "grace", approvedAt: start, reason: "a test")
  change(&plan)
  return plan
}

func makeModel(planned plans: [PlannedWindow]) throws -> EngineModel {
  var model = makeDefaultModel()
  model.hold.restoration = .never
  model.plans = try PlanTable(plans)
  return model
}
