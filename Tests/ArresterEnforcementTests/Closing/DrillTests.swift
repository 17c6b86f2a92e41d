import ArresterBase
import ArresterBreaker
import Testing

@testable import ArresterEnforcement

@Suite("A drill")
struct DrillTests {
  private func makePlan() throws -> DrillPlan {
    var policy = BreakerPolicy()
    policy.enforcers = [
      EnforcerSetting(name: "aws", platforms: [.aws], readsBack: true),
      EnforcerSetting(name: "cluster", platforms: [.kubernetes], readsBack: true),
      EnforcerSetting(name: "hook", platforms: [.aws, .kubernetes], readsBack: false),
    ]
    return try DrillPlan(canary: makeKey("canary"), under: policy)
  }

  @Test("goes from an event to every enforcer of the canary's platform, and back")
  func stages() throws {
    let plan = try makePlan()
    #expect(
      plan.stages.map(\.steps) == [
        [.produced], [.tripRecorded], [.forcedOpen], [.decisionDenied, .enforced("aws"), .enforced("hook")], [.lifted],
        [.removed("aws"), .removed("hook"), .decisionAllowed],
      ])
  }

  @Test("is refused for a protected canary")
  func protected() {
    var policy = BreakerPolicy()
    policy.protected.append("*role/canary")
    #expect(throws: DrillProblem.self) { try DrillPlan(canary: makeKey("canary"), under: policy) }
  }

  @Test("passes when every step has passed, those of a stage in any order, and says how long each took")
  func passing() throws {
    let plan = try makePlan()
    var run = DrillRun(plan, at: 100)
    var now: Int64 = 100
    for stage in plan.stages {
      #expect(run.pending == stage.steps)
      for step in stage.steps.reversed() {
        #expect(!run.isOver)
        now += 7
        let isTaken = run.passed(step, at: now)
        #expect(isTaken)
      }
    }
    #expect(run.hasPassed)
    #expect(run.nextDeadline == nil)
    #expect(run.results.map(\.nanoseconds) == [7, 7, 7, 7, 14, 21, 7, 7, 14, 21])
  }

  @Test("skips to the clean-up after a failure, and has not passed")
  func failing() throws {
    var run = DrillRun(try makePlan(), at: 0)
    run.passed(.produced, at: 1)
    run.failed(.tripRecorded, "no finding", at: 2)
    #expect(run.pending == [.lifted])
    run.passed(.lifted, at: 3)
    for step in run.pending { run.passed(step, at: 4) }
    #expect(run.isOver)
    #expect(!run.hasPassed)
    #expect(run.results.map(\.outcome).filter { $0 == .skipped }.count == 4)
  }

  @Test("ends steps at their deadlines, the clean-up's too")
  func late() throws {
    var run = DrillRun(try makePlan(), at: 0)
    #expect(run.nextDeadline == 10 * second)
    run.advance(to: 10 * second)
    #expect(run.pending == [.produced])
    run.advance(to: 10 * second + 1)
    #expect(run.pending == [.lifted])
    run.advance(to: .max)
    #expect(run.isOver)
    #expect(
      run.results.filter { $0.outcome == .late }.map(\.step) == [.produced, .lifted, .decisionAllowed, .removed("aws"), .removed("hook")])
  }

  @Test("takes no word for a step that is not its turn")
  func outOfTurn() throws {
    var run = DrillRun(try makePlan(), at: 0)
    var taken = [run.passed(.tripRecorded, at: 1), run.passed(.enforced("cluster"), at: 1)]
    run.passed(.produced, at: 1)
    taken.append(run.failed(.produced, "again", at: 2))
    // What is told after its deadline is late, whatever it says.
    taken.append(run.passed(.tripRecorded, at: 3600 * second))
    #expect(taken == [false, false, false, false])
    #expect(run.results.map(\.outcome).prefix(2) == [.passed, .late])
  }

  @Test("is written as one object")
  func written() throws {
    var run = DrillRun(try makePlan(), at: 0)
    run.passed(.produced, at: 5)
    run.failed(.tripRecorded, "no \"finding\"", at: 6)
    var json = JSONText()
    run.write(to: &json)
    #expect(json.text.hasPrefix(#"{"canary":"arn:aws:iam::111122223333:role/canary","platform":"aws","passed":null,"steps":["#))
    #expect(json.text.contains(#"{"step":"tripRecorded","outcome":"failed","detail":"no \"finding\"","nanoseconds":1}"#))
    #expect(json.text.hasSuffix(#"{"step":"enforced by hook","outcome":"skipped","nanoseconds":null}]}"#))
  }
}
