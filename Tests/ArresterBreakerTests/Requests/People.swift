@testable import ArresterBreaker

let olga = Person(name: "olga", roles: [.viewer, .operator])
let anna = Person(name: "anna", roles: [.approver])
let bert = Person(name: "bert", roles: [.operator, .approver])
let vera = Person(name: "vera", roles: [.viewer])

/// An action in a word, for tables.
func describe(_ actions: [RequestAction]) -> String {
  actions.map { action in
    switch action {
    case .publish(.request(let request)): "publish.\(request.state.rawValue)"
    case .publish(let record): "publish.\(record.key)"
    case .forget: "forget"
    case .audit(let act): "audit.\(act.kind.rawValue)"
    }
  }
  .joined(separator: " ")
}

extension BreakerBoard {
  /// A board with this breaker, in enforce mode.
  init(_ state: BreakerState) {
    self.init(policy: makePolicy())
    let breaker = state.makeBreaker()
    if breaker.revision > 0 { _ = apply(.breaker(BreakerRecord(breaker))) }
  }

  /// Carries out what is granted, at noon plus so much.
  mutating func carryOut(at wallTime: Int64 = noon) -> (board: [BoardAction], requests: [RequestAction]) {
    carryOutGranted(owned: { _ in true }, moment: { _ in at(wallTime) })
  }

  /// Asks by olga about the fixture's breaker, at noon.
  mutating func ask(_ command: BreakerCommand, by person: Person = olga, at wallTime: Int64 = noon) -> RequestOutcome {
    ask(.command(command), about: makeKey(), by: person, reason: "a drill", at: ArresterBreakerTests.at(wallTime))
  }
}

func makePlan(_ change: (inout PlannedChange) -> Void = { _ in }) -> PlannedChange {
  var plan = PlannedChange(
    principal: "arn:aws:iam::111122223333:role/deploy-agent", actions: ["rds:*"], maximumChanges: 100, maximumDestroyed: 40,
    from: noon + hour, until: noon + 3 * hour)
  change(&plan)
  return plan
}

/// Hands every record that was published to another board, through its bytes.
func replay(_ actions: [RequestAction], to board: inout BreakerBoard) throws {
  for case .publish(let record) in actions { _ = board.apply(try BoardRecord(bytes: record.bytes, key: record.key)) }
}
