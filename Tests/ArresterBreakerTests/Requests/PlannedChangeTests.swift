import Testing

@testable import ArresterBreaker

@Suite("Planned changes")
struct PlannedChangeTests {
  @Test("a planned change is approved by a second person before it begins, and recorded with both")
  func approved() throws {
    var board = BreakerBoard(policy: makePolicy())
    let asked = board.ask(.plannedChange(makePlan()), by: olga, reason: "blue-green", at: at(noon))
    let identifier = try #require(asked.request?.identifier)
    #expect(board.carryOut().requests.isEmpty)
    let approval = board.approve(identifier, by: anna, at: noon + minute)
    let done = board.carryOut(at: noon + minute)
    #expect(describe(done.requests) == "publish.[\"plannedChange\",\"\(identifier)\"] publish.done audit.carryOut")
    let plan = try #require(board.plannedChanges[identifier])
    #expect(plan.requestedBy == "olga" && plan.approvedBy == "anna" && plan.approvedAt == noon + minute && plan.reason == "blue-green")
    var copy = BreakerBoard(policy: makePolicy())
    try replay(asked.actions + approval.actions + done.requests, to: &copy)
    #expect(copy.plannedChanges == board.plannedChanges)
    try replay(done.requests, to: &copy)
    #expect(copy.counters.staleRecords == 1)
  }

  @Test("what was approved by a file's word counts for nothing: the people are those who asked and agreed")
  func forgedPeople() throws {
    var board = BreakerBoard(policy: makePolicy())
    let forged = makePlan {
      $0.identifier = "mine"
      $0.requestedBy = "x"
      $0.approvedBy = "y"
      $0.approvedAt = noon
    }
    let request = try #require(board.ask(.plannedChange(forged), by: olga, reason: "why", at: at(noon)).request)
    guard case .plannedChange(let plan) = request.asked else { return #expect(Bool(false)) }
    #expect(plan.requestedBy == "olga" && plan.approvedBy == "" && plan.approvedAt == nil && plan.identifier == request.identifier)
  }

  @Test("once it should have begun it can be neither asked for nor approved")
  func tooLate() throws {
    var board = BreakerBoard(policy: makePolicy())
    let begun = makePlan { $0.from = noon }
    #expect(board.ask(.plannedChange(begun), by: olga, reason: "why", at: at(noon)).error?.code == .badValue)
    let soon = makePlan { $0.from = noon + minute }
    let asked = try #require(board.ask(.plannedChange(soon), by: olga, reason: "why", at: at(noon)).request)
    #expect(board.approve(asked.identifier, by: anna, at: noon + minute).error?.code == .expired)
  }

  @Test("one made under another configuration has to be asked for again")
  func otherPosture() throws {
    var board = BreakerBoard(policy: makePolicy())
    _ = board.adopt(makePosture(), at: noon)
    let asked = try #require(board.ask(.plannedChange(makePlan()), by: olga, reason: "why", at: at(noon)).request)
    _ = board.adopt(makePosture { $0.probationWrites += 1 }, at: noon)
    #expect(board.approve(asked.identifier, by: anna, at: noon).error?.code == .stale)
  }

  @Test("an operator ends one early, by a record of a higher revision; it is forgotten a week after its end")
  func endedEarly() throws {
    var board = BreakerBoard(policy: makePolicy())
    let identifier = try #require(board.ask(.plannedChange(makePlan()), by: olga, reason: "why", at: at(noon)).request?.identifier)
    _ = board.approve(identifier, by: anna, at: noon)
    _ = board.carryOut()
    #expect(board.ask(.endPlannedChange(identifier: identifier), by: bert, reason: "enough", at: at(noon + 2 * hour)).error == nil)
    _ = board.carryOut(at: noon + 2 * hour)
    let ended = try #require(board.plannedChanges[identifier])
    #expect(ended.endedAt == noon + 2 * hour && ended.revision == 2 && ended.lastEnd == noon + 2 * hour)
    let again = board.ask(.endPlannedChange(identifier: identifier), by: bert, reason: "enough", at: at(noon + 2 * hour + 1))
    #expect(again.error?.code == .nothingToDo)
    let week = noon + 2 * hour + 7 * day
    _ = board.advanceRequests(to: week - 1)
    #expect(board.plannedChanges.count == 1)
    #expect(board.advanceRequests(to: week).contains(.forget(key: ended.recordKey)))
    #expect(board.plannedChanges.isEmpty)
  }

  @Test("bounds are checked, each problem with its field")
  func bounds() {
    func paths(_ change: (inout PlannedChange) -> Void) -> [String] { makePlan(change).validate().map(\.path) }
    #expect(paths { _ in }.isEmpty)
    #expect(paths { $0.principal = "" } == ["principal"])
    #expect(paths { $0.actions = [] } == ["actions"])
    #expect(paths { $0.scopes = ["", "prod-*"] } == ["scopes[0]"])
    #expect(paths { $0.principal = "arn:aws:iam::111122223333:role/*" } == ["principal"])
    #expect(paths { $0.actions = Array(repeating: "a", count: 65) } == ["actions"])
    #expect(paths { $0.oneStrikes = ["kms:*"] } == ["oneStrikes[0]"])
    #expect(paths { $0.oneStrikes = ["kms:ScheduleKeyDeletion"] } == ["oneStrikes[0]"])
    #expect(paths { ($0.actions, $0.oneStrikes) = (["rds:*", "kms:*"], ["kms:ScheduleKeyDeletion"]) }.isEmpty)
    #expect(paths { $0.maximumChanges = 0 } == ["maximumChanges"])
    #expect(paths { $0.maximumChanges = 10_001 } == ["maximumChanges"])
    #expect(paths { $0.maximumDestroyed = 10_001 } == ["maximumDestroyed"])
    #expect(paths { $0.maximumDestroyed = -1 } == ["maximumDestroyed"])
    #expect(paths { $0.maximumDestroyed = 10_000 }.isEmpty)
    #expect(paths { $0.until = $0.from } == ["until"])
    #expect(paths { $0.until = $0.from + 90 * day }.isEmpty)
    #expect(paths { $0.until = $0.from + 90 * day + 1 } == ["until"])
    #expect(paths { $0.from = .min } == ["until"])
    #expect(paths { $0.until = .max } == ["until"])
    #expect(paths { $0.repetition = .daily } == ["repeatUntil"])
    #expect(paths { $0.repeatUntil = noon + day } == ["repeatUntil"])
    #expect(paths { $0.approvedAt = $0.from } == ["approvedAt"])
    #expect(paths { ($0.requestedBy, $0.approvedBy) = ("a", "a") } == ["approvedBy"])
    #expect(paths { $0.reason = String(repeating: "x", count: 1001) } == ["reason"])
  }

  @Test("a repetition covers at most 90 days, in windows that do not overlap")
  func repetition() {
    var plan = makePlan {
      $0.repetition = .daily
      $0.repeatUntil = $0.from + 90 * day - 2 * hour
    }
    #expect(plan.validate().isEmpty)
    #expect(plan.lastEnd == plan.from + 90 * day)
    plan.repeatUntil = plan.from + 90 * day
    #expect(plan.validate().map(\.path) == ["repeatUntil"])
    plan.repeatUntil = plan.from + 30 * day
    plan.until = plan.from + day + 1
    #expect(plan.validate().map(\.path) == ["until"])
    plan.repetition = .weekly
    #expect(plan.validate().isEmpty)
  }
}
