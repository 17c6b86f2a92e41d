/// Carrying out what was granted. By the owner of the principal's partition only, which may be another instance than the one that
/// was asked: it sees the granted record on the topic.
///
/// What is carried out and that it was belong into one transaction: then a crash undoes both, and the next owner does both.
extension BreakerBoard {
  /// Carries out what is granted here, and records it. Each is looked at anew after the one before, which may have changed what it
  /// depends on.
  /// - Parameters:
  ///   - owned: whether this instance speaks for a breaker (nil: for what is about none: halt, resume, planned changes).
  ///   - moment: the two clocks, for a breaker (nil: for what is about none).
  ///   - limit: the most that are carried out.
  public mutating func carryOutGranted(
    owned: (BreakerKey?) -> Bool, moment: (BreakerKey?) -> Moment, limit: Int = .max
  ) -> (board: [BoardAction], requests: [RequestAction]) {
    var board: [BoardAction] = []
    var requests: [RequestAction] = []
    let wallTime = moment(nil).wallTime
    var remaining = limit
    while remaining > 0 {
      let (granted, lapsed) = takeGranted(at: wallTime, owned: owned, limit: 1)
      requests += lapsed
      guard let request = granted.first else { break }
      let (actions, outcome) = carryOut(request, at: moment(request.key), &requests)
      board += actions
      requests += markDone(request.identifier, outcome: outcome, at: wallTime)
      remaining -= 1
    }
    return (board, requests)
  }

  /// What this instance has to carry out, each once; whoever does tells `markDone`. What is no longer as it was when it was asked
  /// lapses, and what needs more people by now waits for them.
  /// - Parameter limit: the most that are taken: one, where carrying one out may change what the next depends on.
  public mutating func takeGranted(
    at wallTime: Int64, owned: (BreakerKey?) -> Bool, limit: Int = .max
  ) -> (granted: [PersonRequest], actions: [RequestAction]) {
    var taken: [PersonRequest] = []
    var actions: [RequestAction] = []
    for request in desk.granted where taken.count < limit && owned(request.key) {
      let now = circumstances(of: request, at: wallTime)
      if wallTime >= request.deadline {
        actions += desk.lapse(request, as: .expired, "it was granted, and not carried out in time", at: wallTime)
      } else if let staleness = now.staleness {
        actions += desk.lapse(request, as: .stale, staleness, at: wallTime)
      } else if now.approvalsNeeded > request.approvalsNeeded {
        actions.append(desk.require(now.approvalsNeeded, for: request))
      } else {
        desk.take(request)
        taken.append(request)
      }
    }
    return (taken, actions)
  }

  /// Records that a granted request was carried out, and what came of it.
  public mutating func markDone(_ identifier: String, outcome: String, at wallTime: Int64) -> [RequestAction] {
    desk.markDone(identifier, outcome: outcome, at: wallTime)
  }

  private mutating func carryOut(
    _ request: PersonRequest, at moment: Moment, _ requests: inout [RequestAction]
  ) -> (actions: [BoardAction], outcome: String) {
    switch request.asked {
    case .command(let command):
      guard let key = request.key else { return ([], "it is about no breaker") }
      let before = breakers[key]?.state ?? .closed
      let actions = handle(.command(command), for: key, at: moment)
      return (actions, outcome(of: actions, from: before, to: breakers[key]?.state ?? .closed))
    case .halt: return (startHalt(at: moment.wallTime), "halted")
    case .resume:
      let actions = resume(at: moment.wallTime)
      return (actions, actions.isEmpty ? "nothing was halted any more" : "resumed")
    case .plannedChange(let plan):
      guard let record = put(plan, approvedBy: request.approvals.first) else { return ([], "not done: too many planned changes are kept") }
      requests.append(record)
      return ([], "planned")
    case .endPlannedChange(let identifier):
      guard let record = endPlannedChange(identifier, at: moment.wallTime) else { return ([], "nothing was planned any more") }
      requests.append(record)
      return ([], "ended")
    case .loosening, .stagedAction: return ([], "")
    }
  }

  private func outcome(of actions: [BoardAction], from before: BreakerState, to after: BreakerState) -> String {
    switch actions.first?.action {
    case .ignored: "changed nothing: the breaker is \(after.rawValue)"
    case .page(.boardFull): "not done: the board has no room for another breaker"
    default: before == after ? after.rawValue : "\(before.rawValue) -> \(after.rawValue)"
    }
  }
}

extension RequestDesk {
  /// More have to agree by now: it goes on waiting.
  mutating func require(_ approvals: Int, for request: PersonRequest) -> RequestAction {
    var waiting = request
    waiting.approvalsNeeded = approvals
    return change(waiting)
  }
}
