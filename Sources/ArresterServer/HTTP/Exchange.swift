import Synchronization

/// One request and its answer. Belongs to the thread that serves its connection, but for `pending`.
final class Exchange {
  /// What is done once the request is there as a whole.
  enum Plan {
    case answer(HTTPResponse)
    case run(RouteHandler)
  }

  var context: RequestContext
  var plan: Plan
  let connection: ConnectionState
  /// Bytes of body that are accepted.
  let bodyLimit: Int
  /// What of the server's budget for bodies is set aside for this one.
  var reservedBytes = 0
  /// A deferred handler's answer.
  var pending: PendingAnswer?
  private var bytesReceived = 0

  init(context: RequestContext, plan: Plan, connection: ConnectionState, bodyLimit: Int) {
    self.context = context
    self.plan = plan
    self.connection = connection
    self.bodyLimit = bodyLimit
  }

  enum Receipt {
    case taken
    /// The first part that is too much.
    case tooLarge
    /// So much that was not wanted: close.
    case hopeless
  }

  /// Of a request that is refused already, the body is read and dropped, so that the connection can go on.
  func receive(_ part: UnsafeRawBufferPointer) -> Receipt {
    let before = bytesReceived
    bytesReceived += part.count
    if bytesReceived <= bodyLimit {
      if case .run = plan { context.request.body.append(contentsOf: part) }
      return .taken
    }
    if bytesReceived > 2 * bodyLimit + Exchange.patienceBytes { return .hopeless }
    return before <= bodyLimit ? .tooLarge : .taken
  }

  /// Read and dropped beyond a limit, so that the answer is not lost in a connection that is reset.
  private static let patienceBytes = 64 * 1024
}

/// The answer that a suspended connection waits for: it comes once, from the handler, from its time limit or from the server's end.
final class PendingAnswer: Sendable {
  private enum State: Sendable {
    case waiting
    case there(HTTPResponse)
  }

  let deadline: Int64
  private let state = Mutex(State.waiting)
  private let task = Mutex<Task<Void, Never>?>(nil)
  private let resume: @Sendable () -> Void

  /// - Parameter resume: wakes the connection; called once, under this object's lock, so that whoever finds the answer given knows that
  ///   the connection is awake as well.
  init(deadline: Int64, resume: @escaping @Sendable () -> Void) {
    self.deadline = deadline
    self.resume = resume
  }

  var response: HTTPResponse? {
    state.withLock { if case .there(let response) = $0 { response } else { nil } }
  }

  /// - Returns: whether this was the answer; false where there was one already.
  @discardableResult
  func answer(_ response: HTTPResponse) -> Bool {
    state.withLock { state in
      guard case .waiting = state else { return false }
      state = .there(response)
      resume()
      return true
    }
  }

  func start(_ work: @escaping @Sendable () async -> Void) { task.withLock { $0 = Task { await work() } } }

  func cancel() { task.withLock { $0?.cancel() } }
}
