import ArresterBase

/// What a request meets when it is approved or carried out, as its owner sees it.
struct RequestCircumstances: Sendable {
  /// Beside the requester, now.
  var approvalsNeeded: Int
  /// What has changed since it was asked; nil where it still holds.
  var staleness: String?
}

extension RequestDesk {
  /// Takes in a new request; one that the same requester has already asked, and that still waits, is given back as it is.
  mutating func ask(_ request: PersonRequest) -> RequestOutcome {
    if let same = requests(of: request.owner).first(where: { $0.isWaitingForTheSame(as: request) }) {
      return RequestOutcome(result: .success(same), actions: [])
    }
    // Its identifier is made of what is asked and when: only the very same moment gives it twice.
    if requests[request.identifier] != nil {
      let error = RequestError(code: .ended, detail: "the same was asked and ended at this very moment; ask again")
      return fail(error, .ask, request.requester, request, at: request.askedAt)
    }
    if let error = roomError(for: request.owner) { return fail(error, .ask, request.requester, request, at: request.askedAt) }
    store(request)
    counters.asked += 1
    if request.state == .granted { counters.granted += 1 }
    let act = PersonAct(
      .ask, request.requester, request, at: request.askedAt, reason: request.reason, outcome: request.state.rawValue)
    return RequestOutcome(result: .success(request), actions: [.publish(.request(request)), .audit(act)])
  }

  /// - Parameter now: what the request meets; nil where nothing can have changed.
  mutating func approve(
    _ identifier: String, by person: Person, at wallTime: Int64, _ now: RequestCircumstances?
  ) -> RequestOutcome {
    guard var request = requests[identifier] else { return unknown(identifier, .approve, person, at: wallTime) }
    if let error = decisionError(request, person, "approves") { return fail(error, .approve, person.name, request, at: wallTime) }
    if let lapsed = lapseIfDue(request, .approve, person, at: wallTime) { return lapsed }
    if let staleness = now?.staleness { return overtaken(request, staleness, person, at: wallTime) }
    request.approvalsNeeded = max(request.approvalsNeeded, now?.approvalsNeeded ?? 0)
    if let error = approvalError(request, person) { return fail(error, .approve, person.name, request, at: wallTime) }
    request.add(Approval(name: person.name, at: wallTime))
    counters.approvals += 1
    if request.state == .granted { counters.granted += 1 }
    return succeed(change(request), .approve, person.name, request, at: wallTime, reason: "")
  }

  /// By whoever might have approved it.
  mutating func refuse(_ identifier: String, by person: Person, reason: String, at wallTime: Int64) -> RequestOutcome {
    guard let request = requests[identifier] else { return unknown(identifier, .refuse, person, at: wallTime) }
    if let error = decisionError(request, person, "refuses") ?? RequestError.reason(reason) {
      return fail(error, .refuse, person.name, request, at: wallTime)
    }
    return end(request, as: .refused, .refuse, person, reason, at: wallTime)
  }

  /// By its requester, who need not be an operator any more.
  mutating func withdraw(_ identifier: String, by person: Person, at wallTime: Int64) -> RequestOutcome {
    guard let request = requests[identifier] else { return unknown(identifier, .withdraw, person, at: wallTime) }
    guard !request.asked.isStaged, request.requester.isSameName(as: person.name) else {
      let error = RequestError(code: .notYours, detail: "only \(request.requester) can withdraw it; an approver can refuse it")
      return fail(error, .withdraw, person.name, request, at: wallTime)
    }
    return end(request, as: .withdrawn, .withdraw, person, "", at: wallTime)
  }

  /// Records what came of a granted request: it was carried out, or used.
  mutating func markDone(_ identifier: String, outcome: String, by name: String = "", at wallTime: Int64) -> [RequestAction] {
    guard let request = requests[identifier], request.end == nil else { return [] }
    let note = outcome.held(toBytes: RequestLimits.maximumReason)
    let done = end(request, RequestEnd(state: .done, by: name, at: wallTime, note: note))
    return [done, .audit(PersonAct(.carryOut, name, request, at: wallTime, reason: request.reason, outcome: note))]
  }

  // MARK: Parts

  private mutating func end(
    _ request: PersonRequest, as state: PersonRequest.State, _ kind: PersonAct.Kind, _ person: Person, _ reason: String, at wallTime: Int64
  ) -> RequestOutcome {
    if let lapsed = lapseIfDue(request, kind, person, at: wallTime) { return lapsed }
    let action = end(request, RequestEnd(state: state, by: person.name, at: wallTime, note: reason))
    return succeed(action, kind, person.name, request, at: wallTime, reason: reason)
  }

  private mutating func lapseIfDue(
    _ request: PersonRequest, _ kind: PersonAct.Kind, _ person: Person, at wallTime: Int64
  ) -> RequestOutcome? {
    if let end = request.end {
      let detail = "it is \(end.state.rawValue) since \(Timestamp.format(end.at)); ask anew if it is still wanted"
      return fail(RequestError(code: .ended, detail: detail), kind, person.name, request, at: wallTime)
    }
    guard wallTime >= request.deadline else { return nil }
    let error = RequestError(
      code: .expired, detail: "it expired at \(Timestamp.format(request.deadline)); ask anew if it is still wanted")
    let actions = lapse(request, as: .expired, "nobody approved or used it in time", at: wallTime)
    var outcome = fail(error, kind, person.name, request, at: wallTime)
    outcome.actions = actions + outcome.actions
    return outcome
  }

  private mutating func overtaken(
    _ request: PersonRequest, _ staleness: String, _ person: Person, at wallTime: Int64
  ) -> RequestOutcome {
    let actions = lapse(request, as: .stale, staleness, at: wallTime)
    let error = RequestError(code: .stale, detail: "\(staleness); look at it again, and ask anew if it is still wanted")
    var outcome = fail(error, .approve, person.name, request, at: wallTime)
    outcome.actions = actions + outcome.actions
    return outcome
  }

  private func decisionError(_ request: PersonRequest, _ person: Person, _ verb: String) -> RequestError? {
    guard request.asked.mayBeApproved(by: person) else {
      let role = request.asked.isStaged ? "operator or approver" : "approver"
      return RequestError(code: .notAllowed, detail: "\(person.name) has not the role \(role), which \(verb) this; ask somebody who has")
    }
    guard !person.name.isSameName(as: request.requester) else {
      return RequestError(code: .ownRequest, detail: "nobody \(verb) what they asked for themselves; another person has to")
    }
    return nil
  }

  private func approvalError(_ request: PersonRequest, _ person: Person) -> RequestError? {
    if request.isApproved(by: person.name) {
      return RequestError(
        code: .alreadyApproved, detail: "\(person.name) has approved it already, and each person counts once; another has to")
    }
    guard request.state == .pending else {
      return RequestError(code: .ended, detail: "it is granted already; nothing more is needed")
    }
    return nil
  }

  private mutating func succeed(
    _ action: RequestAction, _ kind: PersonAct.Kind, _ person: String, _ request: PersonRequest, at wallTime: Int64, reason: String
  ) -> RequestOutcome {
    let now = requests[request.identifier] ?? request
    let act = PersonAct(kind, person, now, at: wallTime, reason: reason, outcome: now.state.rawValue)
    return RequestOutcome(result: .success(now), actions: [action, .audit(act)])
  }

  mutating func fail(
    _ error: RequestError, _ kind: PersonAct.Kind, _ person: String, _ request: PersonRequest, at wallTime: Int64
  ) -> RequestOutcome {
    var act = PersonAct(kind, person, request, at: wallTime, reason: request.reason, outcome: "\(error.code.rawValue): \(error.detail)")
    if requests[request.identifier] == nil { act.request = nil }
    return fail(error, act)
  }

  mutating func fail(_ error: RequestError, _ act: PersonAct) -> RequestOutcome {
    counters.errors[error.code, default: 0] += 1
    return RequestOutcome(result: .failure(error), actions: [.audit(act)])
  }

  mutating func unknown(_ identifier: String, _ kind: PersonAct.Kind, _ person: Person, at wallTime: Int64) -> RequestOutcome {
    let error = RequestError(code: .unknown, detail: "no request has this identifier; it may have expired and been forgotten")
    let act = PersonAct(
      kind: kind, person: person.name, request: identifier.held(toBytes: RequestLimits.maximumName), asked: "", key: nil, at: wallTime,
      reason: "", outcome: "\(error.code.rawValue): \(error.detail)")
    return fail(error, act)
  }
}

extension PersonRequest {
  fileprivate func isWaitingForTheSame(as other: PersonRequest) -> Bool {
    end == nil && other.askedAt < deadline && asked.isSameChange(as: other.asked) && key == other.key && trip == other.trip
      && configuration == other.configuration
  }
}

extension RequestError {
  /// What is wrong with a reason, if anything is.
  static func reason(_ text: String) -> RequestError? {
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      return RequestError(code: .badValue, detail: "a reason is missing; say in a sentence why")
    }
    return tooLong("the reason", text, RequestLimits.maximumReason)
  }

  static func tooLong(_ what: String, _ text: String, _ limit: Int) -> RequestError? {
    guard text.utf8.count > limit else { return nil }
    return RequestError(code: .badValue, detail: "\(what) has \(text.utf8.count) bytes; write at most \(limit)")
  }
}
