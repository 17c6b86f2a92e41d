import ArresterBase
import ArresterBreaker

/// Puts what people ask to the board, and says what came of it.
struct PeopleService: Sendable {
  let port: any OperatorPort
  let index = BreakerIndex()
  let clock: any WallClock
  let log: Log
  let feed: ChangeFeed

  init(port: any OperatorPort, clock: any WallClock, log: Log) {
    self.port = port
    self.clock = clock
    self.log = log
    feed = ChangeFeed { told in try await told.look(port, at: clock.now()) }
  }

  func breaker(_ identifier: String) async throws -> (breaker: Breaker, board: BreakerBoard) {
    let board = try await port.board()
    return (try index.find(identifier, board), board)
  }

  /// Somebody asks for something.
  /// - Parameter trip: the one that they have before their eyes.
  func ask(
    _ asked: AskedChange, about key: BreakerKey? = nil, trip: String? = nil, _ call: PeopleCall
  ) async throws -> HTTPResponse {
    let person = try call.person()
    let reason = call.body.text("reason") ?? ""
    let result = try await port.act(about: key) { board, moment in
      board.ask(asked, about: key, trip: trip, by: person, reason: reason, at: moment)
    }
    return try await answer(result, takesAway: asked.onlyTakesAway)
  }

  enum Decision: Sendable {
    case approve
    case refuse(reason: String)
    case withdraw
  }

  /// Somebody decides about what was asked.
  func decide(_ decision: Decision, _ identifier: String, _ call: PeopleCall) async throws -> HTTPResponse {
    let person = try call.person()
    let key = try await port.board().request(identifier)?.key
    let result = try await port.act(about: key) { board, moment in
      switch decision {
      case .approve: board.approve(identifier, by: person, at: moment.wallTime)
      case .refuse(let reason): board.refuse(identifier, by: person, reason: reason, at: moment.wallTime)
      case .withdraw: board.withdraw(identifier, by: person, at: moment.wallTime)
      }
    }
    if case .approve = decision { return try await answer(result, takesAway: false, request: identifier) }
    return try await answer(result, takesAway: true, request: identifier)
  }

  /// An error that nobody foresaw: its text is for the log alone.
  func failure(_ error: any Error) -> HTTPResponse {
    log.error("the people's API failed", ["error": "\(String(describing: error))"])
    return .problem(500, "internal error", "it is in the log; ask again later")
  }

  // MARK: Answers

  /// - Parameter takesAway: it may be told as done before it is durable, since nothing becomes looser by it.
  private func answer(_ result: ActResult, takesAway: Bool, request identifier: String? = nil) async throws -> HTTPResponse {
    switch result.outcome.result {
    case .failure(let error): throw try await problem(error, identifier)
    case .success(let request):
      guard result.isRecorded else {
        guard takesAway else { throw PeopleProblem(notRecorded: request) }
        return response(202, request, isRecorded: false, board: nil)
      }
      let board = try await port.board()
      let now = board.request(request.identifier) ?? request
      return response(now.isSettled ? 200 : 202, now, isRecorded: true, board: board)
    }
  }

  private func response(_ status: Int, _ request: PersonRequest, isRecorded: Bool, board: BreakerBoard?) -> HTTPResponse {
    .json(status) { json in
      json.field("recorded", isRecorded)
      json.key("request")
      json.object { request.writeAnswer(to: &$0) }
      guard let board else { return }
      if let breaker = request.key.flatMap({ board.breakers[$0] }) {
        json.key("breaker")
        json.object { breaker.writeAnswer(to: &$0, board, at: clock.now()) }
      }
      if let halt = board.halt, request.asked.isAboutHalt {
        json.key("halt")
        json.object { halt.writeAnswer(to: &$0, at: clock.now()) }
      }
      if let plan = request.asked.planIdentifier(of: request).flatMap({ board.plannedChanges[$0] }) {
        json.key("plan")
        json.object { plan.writeAnswer(to: &$0) }
      }
    }
  }

  /// One that has expired is gone, whether its end was recorded by this very call or before.
  private func problem(_ error: RequestError, _ identifier: String?) async throws -> PeopleProblem {
    var problem = PeopleProblem(error, request: error.code == .unknown ? nil : identifier)
    guard error.code == .ended, let identifier else { return problem }
    if try await port.board().request(identifier)?.state == .expired {
      problem.status = 410
      problem.code = RequestError.Code.expired.rawValue
    }
    return problem
  }
}

extension AskedChange {
  /// Nobody can do more by it than before, so it need not wait for the audit log (semantics, section 8).
  var onlyTakesAway: Bool {
    switch self {
    case .command(.enforce), .command(.forceOpen), .command(.extend), .resume, .endPlannedChange: true
    case .command(.dismiss), .command(.restore), .command(.liftForced), .command(.exempt), .halt, .plannedChange, .loosening, .stagedAction:
      false
    }
  }

  fileprivate var isAboutHalt: Bool { self == .halt || self == .resume }

  /// A planned change has the identifier of the request that it came from.
  fileprivate func planIdentifier(of request: PersonRequest) -> String? {
    switch self {
    case .plannedChange: request.identifier
    case .endPlannedChange(let identifier): identifier
    case .command, .halt, .resume, .loosening, .stagedAction: nil
    }
  }
}

extension PersonRequest {
  /// Nothing more is to come of it by the service itself.
  fileprivate var isSettled: Bool {
    switch state {
    case .pending: false
    case .granted: isWaitedFor
    case .refused, .withdrawn, .expired, .done, .stale: true
    }
  }

  /// Used by whoever waits for it: a reload, an agent.
  private var isWaitedFor: Bool {
    switch asked {
    case .loosening, .stagedAction: true
    case .command, .halt, .resume, .plannedChange, .endPlannedChange: false
    }
  }
}
