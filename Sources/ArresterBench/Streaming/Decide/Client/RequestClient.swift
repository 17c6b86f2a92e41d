import ArresterBase
import Glibc

/// Asks over keep-alive connections, one request on each at a time, from the thread that calls `run`.
///
/// ```
/// due ──> a free connection? ── yes ──> sent ──> answered: free again
///                └─ no: it waits, and its time counts
/// ```
struct RequestClient {
  /// A request that has no answer by then is given up, and its connection with it.
  static let answerSeconds = 10
  /// How long after a schedule's end requests are still sent and answered.
  static let drainSeconds = 5
  /// Connections that were lost or could not be made. With more of them nothing is measured.
  static let maximumLostConnections = 1000
  /// Between two looks at what has waited too long.
  private static let longestWaitNanoseconds: Int64 = 100_000_000

  var drainNanoseconds = Int64(RequestClient.drainSeconds) * Timestamp.nanosecondsPerSecond
  /// For errors.
  private let authority: String
  private let address: SocketAddress
  private let questions: DecideQuestions
  private var connections: [ClientConnection] = []
  /// Numbers of connections without a request, the one that has been idle longest first.
  private var idle: [Int] = []
  private var lostConnections = 0

  // Of the stretch that runs.
  private var pace = RequestPace.whenFree(count: 0)
  private var tally = RequestTally()
  private var start: Int64 = 0
  private var sent = 0
  private var outstanding = 0
  private var nextCheck: Int64 = 0

  /// Begins to connect.
  /// - Throws: where the address is none, or there are no sockets.
  init(_ target: ServiceAddress, connections count: Int, questions: DecideQuestions) throws {
    authority = target.authority
    address = try SocketAddress(target)
    self.questions = questions
    let now = SystemClock.monotonic()
    for _ in 0..<count { connections.append(try makeConnection(now)) }
  }

  /// Asks at that pace until all is answered or given up.
  /// - Parameter shouldStop: where it says so, what has no answer yet is left out.
  /// - Throws: `BenchError` where too many connections were lost.
  mutating func run(_ pace: RequestPace, shouldStop: () -> Bool) throws -> RequestTally {
    try prepareStretch(pace)
    try TimerSlack.withNone {
      let cpu = ThreadClock.nanoseconds()
      while !shouldStop() {
        let now = SystemClock.monotonic()
        let isAtEnd = now > end
        if !isAtEnd { try sendDue(now) }
        if outstanding == 0, isAtEnd || pace.isOver(elapsed: now - start, sent: sent) { break }
        try giveUpLate(now)
        try wait(now)
      }
      tally.clientCPU = ThreadClock.nanoseconds() - cpu
    }
    tally.elapsed = SystemClock.monotonic() - start
    if !shouldStop() { countUnsent() }
    try leaveUnanswered()
    return tally
  }

  // MARK: One stretch

  /// Waits until the connections are there, so that connecting is no part of what is measured.
  private mutating func prepareStretch(_ pace: RequestPace) throws {
    let deadline = SystemClock.monotonic() + Int64(RequestClient.answerSeconds) * Timestamp.nanosecondsPerSecond
    outstanding = 0
    self.pace = .whenFree(count: 0)
    while connections.contains(where: \.isConnecting) {
      let now = SystemClock.monotonic()
      guard now < deadline else { throw BenchError("\(authority): no connection within \(RequestClient.answerSeconds) s") }
      try wait(now)
    }
    self.pace = pace
    tally = RequestTally()
    sent = 0
    start = SystemClock.monotonic()
    nextCheck = start + RequestClient.longestWaitNanoseconds
  }

  /// From when on a schedule's stragglers are no longer sent.
  private var end: Int64 {
    guard case .scheduled(let schedule, let count) = pace else { return .max }
    return start + schedule.due(count - 1) + drainNanoseconds
  }

  private mutating func sendDue(_ now: Int64) throws {
    let allowed = pace.allowed(elapsed: now - start, sent: sent)
    var taken = 0
    while sent < allowed, taken < idle.count {
      let number = idle[taken]
      taken += 1
      let request = sent
      sent += 1
      outstanding += 1
      let time = SystemClock.monotonic()
      if let due = pace.due(request) { tally.lateness.record(time - start - due) }
      guard !connections[number].send(questions.bytes(request), request: request, now: time) else { continue }
      try replace(number, .connectionLost, "a request did not go out: \(String(cString: strerror(errno)))")
    }
    idle.removeFirst(taken)
  }

  private mutating func wait(_ now: Int64) throws {
    var ready = ReadySet()
    for connection in connections { ready.add(connection.descriptor, forWriting: connection.isConnecting) }
    ready.wait(nanoseconds: waitNanoseconds(now))
    for number in connections.indices where ready.isReady(connections[number].descriptor) { try advance(number) }
  }

  private func waitNanoseconds(_ now: Int64) -> Int64 {
    guard !idle.isEmpty, let due = pace.due(sent) else { return RequestClient.longestWaitNanoseconds }
    return min(start + due - SystemClock.monotonic(), RequestClient.longestWaitNanoseconds)
  }

  private mutating func advance(_ number: Int) throws {
    let connection = connections[number]
    let request = connection.request
    switch connection.advance() {
    case .none: break
    case .connected: idle.append(number)
    case .answer(let answer): try note(answer, number, request)
    case .unreadable(let why): try replace(number, .unreadable, "an answer cannot be read: \(why)")
    case .lost(let why): try replace(number, .connectionLost, why)
    }
  }

  private mutating func note(_ answer: AnswerReader.Answer, _ number: Int, _ request: Int?) throws {
    let now = SystemClock.monotonic()
    let connection = connections[number]
    if let request {
      outstanding -= 1
      tally.latency.record(now - dueTime(request, connection))
      switch questions.judge(answer, connection.reader.bytes[answer.body], request) {
      case .failure(let failure):
        tally.fail(failure.failure)
        tally.keepRefusal(connection.reader.bytes[answer.body])
      case .success(let isAllowed): if isAllowed { tally.allowed += 1 } else { tally.denied += 1 }
      }
    }
    if answer.isLast { connections[number] = try makeConnection(now) } else { idle.append(number) }
  }

  private func dueTime(_ request: Int, _ connection: ClientConnection) -> Int64 {
    pace.due(request).map { start + $0 } ?? connection.since
  }

  // MARK: What goes wrong

  /// Gives the connection's request up, and connects anew.
  private mutating func replace(_ number: Int, _ failure: RequestFailure, _ why: String) throws {
    let now = SystemClock.monotonic()
    let connection = connections[number]
    if let request = connection.request {
      outstanding -= 1
      tally.latency.record(now - dueTime(request, connection))
      tally.fail(failure)
    }
    // One that was idle may be closed by the other side: it had its time.
    if !connection.isIdle { lostConnections += 1 } else { idle.removeAll { $0 == number } }
    guard lostConnections <= RequestClient.maximumLostConnections else {
      throw BenchError("\(authority): \(lostConnections) connections were lost or could not be made, the last one so: \(why)")
    }
    connections[number] = try makeConnection(now)
  }

  private mutating func giveUpLate(_ now: Int64) throws {
    guard now >= nextCheck else { return }
    nextCheck = now + RequestClient.longestWaitNanoseconds
    let limit = Int64(RequestClient.answerSeconds) * Timestamp.nanosecondsPerSecond
    for number in connections.indices where !connections[number].isIdle && now - connections[number].since > limit {
      try replace(number, .timedOut, "nothing came within \(RequestClient.answerSeconds) s")
    }
  }

  /// Requests that were due and never went out have waited until now.
  private mutating func countUnsent() {
    guard case .scheduled(let schedule, let count) = pace else { return }
    while sent < count {
      tally.latency.record(tally.elapsed - schedule.due(sent))
      tally.fail(.neverSent)
      sent += 1
    }
  }

  /// An answer that is still to come would be taken for the next request's.
  private mutating func leaveUnanswered() throws {
    let now = SystemClock.monotonic()
    for number in connections.indices where connections[number].request != nil { connections[number] = try makeConnection(now) }
  }

  private func makeConnection(_ now: Int64) throws -> ClientConnection {
    let connection = try ClientConnection(address, now: now)
    guard connection.descriptor < ReadySet.maximumDescriptor else {
      throw BenchError("more than \(ReadySet.maximumDescriptor) files and sockets are open; give fewer --connections")
    }
    return connection
  }
}
