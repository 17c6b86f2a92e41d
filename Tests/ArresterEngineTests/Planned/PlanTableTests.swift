import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Plans that may be used")
struct PlanTableTests {
  private func problems(_ plans: [PlannedWindow]) -> [String] {
    do {
      _ = try PlanTable(plans)
      return []
    } catch { return error.problems }
  }

  private func problem(_ change: (inout PlannedWindow) -> Void) -> String? { problems([makePlan(change)]).first }

  @Test("one that is right is taken")
  func right() { #expect(problems([makePlan()]).isEmpty) }

  @Test("it is approved before it begins, by a second person, with a reason")
  func approval() {
    #expect(problem { $0.approvedAt = $0.from }?.hasPrefix("planned[0].approvedAt: before from") == true)
    #expect(problem { $0.approvedBy = "ada" }?.hasPrefix("planned[0].approvedBy: a second person") == true)
    #expect(problem { $0.approvedBy = "" }?.hasPrefix("planned[0].approvedBy") == true)
    #expect(problem { $0.requestedBy = "" }?.hasPrefix("planned[0].requestedBy") == true)
    #expect(problem { $0.reason = "" }?.hasPrefix("planned[0].reason") == true)
  }

  @Test("it names one principal exactly, and actions or scopes")
  func who() {
    #expect(problem { $0.principal = "" }?.hasPrefix("planned[0].principal") == true)
    #expect(problem { $0.principal = "arn:aws:iam::*:role/deploy" }?.contains("is a pattern") == true)
    #expect(problem { ($0.actions, $0.scopes) = ([], []) }?.hasPrefix("planned[0].actions: name actions or scopes") == true)
    #expect(problem { $0.actions = [Glob("")] }?.hasPrefix("planned[0].actions[0]") == true)
    #expect(problem { $0.oneStrikes = ["rds:*"] }?.contains("is no action's name") == true)
    #expect(problem { $0.oneStrikes = ["s3:DeleteBucket"] }?.contains("not among the actions") == true)
  }

  @Test("it allows at most ten thousand of each")
  func counts() {
    #expect(problem { $0.maximumChanges = 10_001 } == "planned[0].maximumChanges: 1 to 10000")
    #expect(problem { $0.maximumChanges = 0 } == "planned[0].maximumChanges: 1 to 10000")
    #expect(problem { $0.maximumDestroyed = 10_001 } == "planned[0].maximumDestroyed: 0 to 10000")
    #expect(problem { ($0.maximumChanges, $0.maximumDestroyed) = (10_000, 0) } == nil)
  }

  @Test("it ends after it begins and within ninety days, each repetition before the next")
  func times() {
    let day = PlannedWindow.day
    #expect(problem { $0.until = $0.from }?.hasPrefix("planned[0].until: later than from") == true)
    #expect(problem { ($0.from, $0.until) = (.min, .max) }?.hasPrefix("planned[0].until") == true)
    #expect(problem { $0.until = $0.from + 90 * day } == nil)
    #expect(problem { $0.until = $0.from + 90 * day + 1 }?.contains("at most 90 days") == true)
    #expect(problem { $0.repetition = .init(period: .daily, until: $0.from + 90 * day) } == nil)
    #expect(problem { $0.repetition = .init(period: .weekly, until: $0.from + 90 * day + 1) }?.hasPrefix("planned[0].repeatUntil") == true)
    #expect(problem { $0.repetition = .init(period: .weekly, until: $0.until - 1) }?.hasPrefix("planned[0].repeatUntil") == true)
    let overlapping = problem {
      $0.until = $0.from + day + 1
      $0.repetition = .init(period: .daily, until: $0.from + 9 * day)
    }
    #expect(overlapping?.contains("at most one day after from") == true)
  }

  @Test("one principal has at most sixty-four, as each of its events asks them all")
  func crowd() {
    let plans = (0..<66).map { index in makePlan { $0.identifier = "plan-\(index)" } }
    #expect(problems(Array(plans[..<64])).isEmpty)
    #expect(problems(plans) == ["planned[64].principal: '\(EventMaker().principal)' has more than 64 plans"])
    let others = plans.map { plan in
      var plan = plan
      plan.principal += plan.identifier
      return plan
    }
    #expect(problems(others).isEmpty)
  }

  @Test("everything that is wrong is said at once, each with its place")
  func all() {
    let found = problems([
      makePlan(),
      makePlan {
        $0.maximumChanges = 0
        $0.reason = ""
      },
    ])
    #expect(found.count == 3)
    #expect(found.contains("planned[1].id: 'plan-1' is there twice"))
    #expect(found.allSatisfy { $0.hasPrefix("planned[1].") })
  }

  @Test("a time finds the window that holds it")
  func occurrences() {
    let plan = makePlan { $0.repetition = .init(period: .weekly, until: $0.from + 15 * PlannedWindow.day) }
    let week = 7 * PlannedWindow.day
    for index in 0..<3 as Range<Int64> {
      let begin = plan.from + index * week
      #expect(plan.occurrence(holding: begin) == PlannedWindow.Occurrence(begin: begin, end: begin + 100 * second))
      #expect(plan.occurrence(holding: begin - 1) == nil && plan.occurrence(holding: begin + 100 * second) == nil)
    }
    #expect(
      plan.occurrence(holding: plan.from + 3 * week) == nil && plan.occurrence(holding: .max) == nil
        && plan.occurrence(holding: .min) == nil)
  }
}
