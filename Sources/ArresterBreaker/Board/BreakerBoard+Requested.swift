import ArresterBase

/// Whether what is asked for makes sense, and still does.
extension BreakerBoard {
  /// Fields that are missing, contradict each other or are out of bounds.
  func valueProblem(_ request: PersonRequest, at moment: Moment) -> RequestError? {
    switch request.asked {
    case .command(let command): return commandProblem(command, request.key, at: moment)
    case .stagedAction:
      return RequestError(code: .badValue, detail: "a staged action is asked about by a decision endpoint; people approve or refuse it")
    case .halt, .resume: return nil
    case .endPlannedChange(let identifier): return RequestError.tooLong("the identifier", identifier, RequestLimits.maximumName)
    case .plannedChange(let plan): return planProblem(plan, at: moment)
    case .loosening(let loosening): return loosening.problem()
    }
  }

  private func commandProblem(_ command: BreakerCommand, _ key: BreakerKey?, at moment: Moment) -> RequestError? {
    guard let key else {
      return RequestError(code: .badValue, detail: "\(command.name) is about one breaker; name its platform, scope, principal and kind")
    }
    if let error = RequestError.tooLong("the principal", key.principal, RequestLimits.maximumText) { return error }
    guard case .exempt(let until) = command else { return nil }
    let latest = Moment.time(moment.wallTime, plusSeconds: desk.limits.exemptionSeconds)
    guard until > moment.wallTime, until <= latest else {
      return RequestError(
        code: .badValue, detail: "an exemption ends later than now and at the latest at \(Timestamp.format(latest)); give such an end")
    }
    return nil
  }

  private func planProblem(_ plan: PlannedChange, at moment: Moment) -> RequestError? {
    if let first = plan.validate().first { return RequestError(code: .badValue, detail: first.description) }
    guard plan.from > moment.wallTime else {
      return RequestError(code: .badValue, detail: "from is not later than now; a planned change is approved before it begins")
    }
    guard plannedChanges.count < PlannedChange.maximumKept else {
      return RequestError(
        code: .atLimit, detail: "\(plannedChanges.count) planned changes are kept, the most there may be; wait until some have ended")
    }
    return nil
  }

  /// What would change nothing is not asked for.
  func effectProblem(_ request: PersonRequest, at moment: Moment) -> RequestError? {
    switch request.asked {
    case .command(let command): request.key.flatMap { effectProblem(command, $0, at: moment) }
    case .resume where !isHalted(at: moment.wallTime): RequestError(code: .nothingToDo, detail: "nothing is halted")
    case .endPlannedChange(let identifier) where plannedChanges[identifier].map { $0.endedAt != nil } ?? true:
      RequestError(code: .nothingToDo, detail: "no planned change of this identifier is in force")
    case .halt, .resume, .plannedChange, .endPlannedChange, .loosening, .stagedAction: nil
    }
  }

  private func effectProblem(_ command: BreakerCommand, _ key: BreakerKey, at moment: Moment) -> RequestError? {
    if command == .forceOpen, policy.isProtected(key.principal) {
      return RequestError(code: .protected, detail: "\(key.principal) is protected and is never denied; take it off the list first")
    }
    var breaker = breakers[key] ?? Breaker(key: key, mode: policy.mode(for: key), at: moment.wallTime)
    let state = breaker.state
    guard case .ignored? = breaker.handle(.command(command), at: moment, under: policy).first else { return nil }
    return RequestError(
      code: .nothingToDo, detail: "the breaker is \(state.rawValue), where \(command.name) changes nothing; \(command.whereItFits)")
  }

  /// What holds now, for an approval or before it is carried out.
  func circumstances(of request: PersonRequest, at wallTime: Int64) -> RequestCircumstances {
    let breaker = request.key.flatMap { breakers[$0] }
    return RequestCircumstances(
      approvalsNeeded: request.asked.approvalsNeeded(holdIsRunning: breaker?.holdIsRunning(at: wallTime) ?? false),
      staleness: staleness(of: request, breaker))
  }

  private func staleness(of request: PersonRequest, _ breaker: Breaker?) -> String? {
    if request.asked.isBoundToTrip, !(breaker?.requestBinding ?? "").isSameName(as: request.trip ?? "") {
      return "it was asked about trip \(request.trip ?? "none"), and the breaker's is \(breaker?.requestBinding ?? "none") by now"
    }
    if request.asked.isBoundToPosture, !(posture?.hash ?? "").isSameName(as: request.configuration ?? "") {
      return "the configuration in force is another one than when it was asked"
    }
    return nil
  }
}

extension BreakerCommand {
  fileprivate var whereItFits: String {
    switch self {
    case .enforce: "it acts on a held or capped trip"
    case .dismiss: "it drops a held trip"
    case .restore: "it ends tripping, open, openUnenforced, capped and exempt"
    case .forceOpen: "it is open by a person already"
    case .liftForced: "it ends forcedOpen"
    case .exempt: "it needs an end that is later than now and another than it has"
    case .extend: "it moves the end of a running hold later, at most the longest hold from now"
    }
  }
}

extension Loosening {
  fileprivate func problem() -> RequestError? {
    let digits = hash.utf8.dropFirst(SafetyPosture.hashPrefix.utf8.count)
    let isHexadecimal = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (0x61...0x66).contains($0) }
    guard hash.hasPrefix(SafetyPosture.hashPrefix), digits.count == 64, isHexadecimal else {
      return RequestError(code: .badValue, detail: "the hash is not `sha256:` and 64 hexadecimal digits; copy it from the refusal")
    }
    guard differences.count <= RequestLimits.maximumDifferences else {
      return RequestError(
        code: .badValue, detail: "it has \(differences.count) differences; write at most \(RequestLimits.maximumDifferences)")
    }
    return differences.lazy.compactMap { RequestError.tooLong("a difference", $0, RequestLimits.maximumDifference) }.first
  }
}

extension AskedChange {
  /// All of it, as text, for an identifier.
  var identifyingText: String {
    var json = JSONText()
    json.object { writeFields(to: &$0) }
    return json.text
  }
}
