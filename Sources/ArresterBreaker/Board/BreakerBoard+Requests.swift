import ArresterBase

/// What people ask for and agree to. Every call gives what is to be published and audited, refused ones too.
extension BreakerBoard {
  /// A person asks for something. What needs nobody else is granted at once, and carried out by `carryOutGranted`.
  /// - Parameters:
  ///   - key: the breaker that a command is about; nil for all else.
  ///   - trip: the trip that the person has before their eyes, if any: where the breaker has another by now, nothing is asked.
  public mutating func ask(
    _ asked: AskedChange, about key: BreakerKey? = nil, trip: String? = nil, by person: Person, reason: String, at moment: Moment
  ) -> RequestOutcome {
    let request = makeRequest(asked, key, person, reason, at: moment.wallTime)
    let problem =
      roleProblem(person) ?? RequestError.reason(reason) ?? valueProblem(request, at: moment)
      ?? key.flatMap { tripProblem($0, trip) } ?? effectProblem(request, at: moment)
    guard let problem else { return desk.ask(request) }
    return desk.fail(problem, .ask, person.name, request, at: moment.wallTime)
  }

  public mutating func approve(_ identifier: String, by person: Person, at wallTime: Int64) -> RequestOutcome {
    guard staged.desk.requests[identifier] == nil else { return staged.desk.approve(identifier, by: person, at: wallTime, nil) }
    let now = desk.requests[identifier].map { circumstances(of: $0, at: wallTime) }
    return desk.approve(identifier, by: person, at: wallTime, now)
  }

  public mutating func refuse(_ identifier: String, by person: Person, reason: String, at wallTime: Int64) -> RequestOutcome {
    staged.desk.requests[identifier] == nil
      ? desk.refuse(identifier, by: person, reason: reason, at: wallTime)
      : staged.desk.refuse(identifier, by: person, reason: reason, at: wallTime)
  }

  public mutating func withdraw(_ identifier: String, by person: Person, at wallTime: Int64) -> RequestOutcome {
    staged.desk.requests[identifier] == nil
      ? desk.withdraw(identifier, by: person, at: wallTime) : staged.desk.withdraw(identifier, by: person, at: wallTime)
  }

  /// Every request that is known, people's and staged ones, the newest first.
  public var requests: [PersonRequest] {
    let all = Array(desk.requests.values) + Array(staged.desk.requests.values)
    return all.sorted { $0.askedAt != $1.askedAt ? $0.askedAt > $1.askedAt : $0.identifier < $1.identifier }
  }

  public func request(_ identifier: String) -> PersonRequest? { desk.requests[identifier] ?? staged.desk.requests[identifier] }

  /// Time has passed: ends what is past its deadline, forgets what can do nothing any more.
  /// - Parameter owned: whether this instance speaks for a breaker (nil: for what is about none).
  /// - Complexity: O(1) while nothing is due.
  public mutating func advanceRequests(to wallTime: Int64, owned: (BreakerKey?) -> Bool = { _ in true }) -> [RequestAction] {
    var actions = desk.advance(to: wallTime) { owned($0.key) }
    actions += staged.advance(to: wallTime) { owned($0.key) }
    actions += forgetPlannedChanges(at: wallTime, isOwned: owned(nil))
    return actions
  }

  // MARK: What is asked

  private func makeRequest(
    _ asked: AskedChange, _ key: BreakerKey?, _ person: Person, _ reason: String, at wallTime: Int64
  ) -> PersonRequest {
    let breaker = key.flatMap { breakers[$0] }
    let parts = [asked.identifyingText, key?.recordKey(type: .request) ?? "", person.name, String(wallTime)]
    let identifier = "r-" + SHA256.identifier(of: parts).prefix(PersonRequest.identifierDigits)
    var asked = asked
    var expiresAt = Moment.time(wallTime, plusSeconds: desk.limits.lifetimeSeconds)
    if case .plannedChange(let plan) = asked {
      asked = .plannedChange(plan.proposal(identifier: identifier, by: person.name, reason: reason))
      // It is approved before it begins, or not at all.
      expiresAt = min(expiresAt, plan.from)
    }
    return PersonRequest(
      identifier: identifier, asked: asked, key: key, trip: asked.isBoundToTrip ? breaker?.requestBinding : nil,
      configuration: asked.isBoundToPosture ? posture?.hash : nil, requester: person.name, reason: reason, askedAt: wallTime,
      expiresAt: expiresAt, approvalsNeeded: asked.approvalsNeeded(holdIsRunning: breaker?.holdIsRunning(at: wallTime) ?? false))
  }

  private func roleProblem(_ person: Person) -> RequestError? {
    if person.name.isEmpty { return RequestError(code: .badValue, detail: "the requester has no name; the configuration gives each one") }
    if let error = RequestError.tooLong("the requester's name", person.name, RequestLimits.maximumName) { return error }
    guard !person.roles.contains(.operator) else { return nil }
    return RequestError(code: .notAllowed, detail: "\(person.name) has not the role operator, which asks for this; ask somebody who has")
  }

  private func tripProblem(_ key: BreakerKey, _ trip: String?) -> RequestError? {
    guard let trip, let known = breakers[key]?.trip?.identifier, !known.isSameName(as: trip) else { return nil }
    return RequestError(code: .stale, detail: "the breaker's trip is \(known) by now; look at it again, and ask about that one")
  }
}

extension Breaker {
  /// What a request about this breaker is bound to: a forced opening has no trip of its own, and is told from others by its time.
  var requestBinding: String? {
    state == .forcedOpen ? "forced:" + Timestamp.format(enteredAt) : trip?.identifier
  }

  func holdIsRunning(at wallTime: Int64) -> Bool { hold.map { $0.endedAt == nil && wallTime < $0.until } ?? false }
}

extension AskedChange {
  /// Forcing open only takes away: what the principal does meanwhile must not undo it.
  var isBoundToTrip: Bool {
    switch self {
    case .command(.forceOpen), .halt, .resume, .plannedChange, .endPlannedChange, .loosening, .stagedAction: false
    case .command: true
    }
  }

  /// A looser one is looser than what was in force, and a plan is made within it.
  var isBoundToPosture: Bool {
    switch self {
    case .plannedChange, .loosening: true
    case .command, .halt, .resume, .endPlannedChange, .stagedAction: false
    }
  }
}
