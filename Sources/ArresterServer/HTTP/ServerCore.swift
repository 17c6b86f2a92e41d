import ArresterBase
import CMicroHTTPD
import Synchronization

/// What the library's threads share: routing, access, limits. One for each running server.
final class ServerCore: Sendable {
  let options: HTTPServerOptions
  let connections: ConnectionRegistry
  let pending: PendingAnswers
  let streams: OpenStreams
  let counting: ServerCounting
  let certificates: CertificateStore?
  let log: Log
  private let router: Router
  private let access: AccessControl
  /// Requests from their headers to the end of their answer.
  private let exchangesInFlight = Atomic<Int>(0)
  private let bodyBytesInFlight = Atomic<Int>(0)
  private let isDraining = Atomic<Bool>(false)
  private let lastLine = Mutex("")

  init(
    _ options: HTTPServerOptions, router: Router, access: AccessControl, counting: ServerCounting, log: Log
  ) throws(HTTPServerError) {
    self.options = options
    self.router = router
    self.access = access
    self.counting = counting
    self.log = log
    pending = PendingAnswers(maximum: options.limits.deferredRequests)
    streams = OpenStreams(maximum: options.limits.streams)
    if let tls = options.tls {
      certificates = try CertificateStore(tls, graceSeconds: options.limits.headerSeconds)
    } else {
      certificates = nil
    }
    connections = ConnectionRegistry(options, certificates: certificates)
  }

  var inFlight: Int { exchangesInFlight.load(ordering: .acquiring) }

  /// From now on every answer ends its connection.
  func beginDraining() {
    isDraining.store(true, ordering: .relaxed)
    streams.endAll()
  }

  /// Whoever connects now is sent away.
  var isDrainingNow: Bool { isDraining.load(ordering: .relaxed) }

  // MARK: What the callbacks do

  /// The headers are there.
  func begin(_ connection: OpaquePointer, url: UnsafePointer<CChar>, method: UnsafePointer<CChar>, _ state: ConnectionState) -> Exchange {
    counting.add(.requests)
    exchangesInFlight.wrappingAdd(1, ordering: .relaxed)
    state.mustFinish(within: options.limits.bodySeconds)
    guard var request = RequestReader.read(connection, url: url, method: method, peer: state.peer.text) else {
      return refuse(
        HTTPRequest(method: "", path: ""), state, .malformed,
        .problem(400, "bad request", "the path, the query or a header is not UTF-8"))
    }
    if options.behindProxy, let client = ServerCore.client(request) { request.peer = client }
    if let refusal = refusal(of: request, connection, state) { return refuse(request, state, refusal.event, refusal.response) }
    return route(request, state)
  }

  /// - Returns: false where the connection must be closed.
  func receive(_ part: UnsafeRawBufferPointer, _ exchange: Exchange) -> Bool {
    switch exchange.receive(part) {
    case .taken: break
    case .hopeless: return false
    case .tooLarge:
      guard case .run = exchange.plan else { break }
      counting.add(.bodyTooLarge)
      exchange.context.request.body = []
      exchange.plan = .answer(ServerCore.tooLarge(exchange.bodyLimit))
    }
    return true
  }

  /// The request is there as a whole, or its deferred answer is.
  func finish(_ exchange: Exchange, _ connection: OpaquePointer) -> MHD_Result {
    if let response = exchange.pending?.response { return send(response, exchange, connection) }
    switch exchange.plan {
    case .answer(let response): return send(response, exchange, connection)
    case .run(.immediate(let handler)):
      exchange.connection.mayTakeItsTime()
      return send(run { try handler(exchange.context) }, exchange, connection)
    case .run(.deferred(let limitSeconds, let handler)):
      exchange.connection.mayTakeItsTime()
      return suspend(exchange, connection, limitSeconds, handler)
    case .run(.prompt(let limitSeconds, let handler)):
      exchange.connection.mayTakeItsTime()
      return answerPromptly(exchange, connection, limitSeconds, handler)
    }
  }

  private func answerPromptly(
    _ exchange: Exchange, _ connection: OpaquePointer, _ limitSeconds: Double,
    _ handler: @Sendable (RequestContext) throws -> PromptAnswer
  ) -> MHD_Result {
    do {
      switch try handler(exchange.context) {
      case .now(let response): return send(response, exchange, connection)
      case .later(let work): return suspend(exchange, connection, limitSeconds) { _ in try await work() }
      }
    } catch {
      return send(answer(to: error), exchange, connection)
    }
  }

  func end(_ exchange: Exchange) {
    exchange.pending?.cancel()
    if exchange.reservedBytes > 0 { bodyBytesInFlight.wrappingSubtract(exchange.reservedBytes, ordering: .relaxed) }
    exchange.connection.mustFinish(within: options.limits.idleSeconds + options.limits.headerSeconds)
    exchangesInFlight.wrappingSubtract(1, ordering: .releasing)
  }

  /// What the library says of itself; the errors that it answers by itself are counted.
  func note(_ line: String) {
    let line = line.split(whereSeparator: \.isNewline).joined(separator: " ")
    lastLine.withLock { $0 = line }
    if line.contains("response code is 431") || line.contains("response code is 414") || line.contains("response code is 413") {
      counting.add(.headersTooLarge)
    } else if line.contains("response code is") {
      counting.add(.malformed)
    }
    log.debug("libmicrohttpd", ["line": "\(line)"])
  }

  var lastLibraryLine: String { lastLine.withLock(\.self) }

  // MARK: Before the body

  private func refusal(
    of request: HTTPRequest, _ connection: OpaquePointer, _ state: ConnectionState
  ) -> (event: ServerEvent, response: HTTPResponse)? {
    let limits = options.limits
    if state.isOverLimit {
      return (.overConnectionLimit, .tryLater(503, "too many connections", "the limit is \(limits.connections); ask again"))
    }
    if arrester_mhd_header_bytes(connection) > limits.headerBytes {
      return (.headersTooLarge, .problem(431, "headers too large", "the request line and headers may have \(limits.headerBytes) bytes"))
    }
    // Two ways to say where a request ends: a proxy in front may believe the other one (RFC 9112, section 6.3).
    let length = request.headers["content-length"]
    if request.repeatedHeaders.contains("content-length") || (length != nil && request.headers["transfer-encoding"] != nil) {
      return (.malformed, .problem(400, "bad request", "give a body's length once: by Content-Length or by chunks"))
    }
    return nil
  }

  private func route(_ request: HTTPRequest, _ state: ConnectionState) -> Exchange {
    switch router.find(method: request.method, encodedPath: request.encodedPath) {
    case .unknown:
      let detail = "there is no \(request.path); the API is under /v1"
      return refuse(request, state, .unknownPaths, .problem(404, "not found", detail))
    case .otherMethod(let allow):
      if request.method == "OPTIONS" { return refuse(request, state, nil, HTTPResponse(status: 204).adding("Allow", allow)) }
      let detail = "\(request.path) takes \(allow)"
      return refuse(request, state, .wrongMethods, HTTPResponse.problem(405, "method not allowed", detail).adding("Allow", allow))
    case .match(let match):
      // A route for every method is asked about other servers' requests, whose paths are theirs.
      guard request.isDecoded || match.route.methods == nil else {
        let detail = "the path or the query is not UTF-8 in percent-encoding (RFC 3986, section 2.1)"
        return refuse(request, state, .malformed, .problem(400, "bad request", detail))
      }
      return admit(request, match, state)
    }
  }

  private func admit(_ request: HTTPRequest, _ match: Router.Match, _ state: ConnectionState) -> Exchange {
    let bodyLimit = match.route.bodyBytes ?? options.limits.bodyBytes
    switch access.admit(request, match.route.requirement) {
    case .refused(let response): return refuse(request, state, nil, response, bodyLimit: bodyLimit)
    case .admitted(let caller):
      let context = RequestContext(request: request, parameters: match.parameters, caller: caller)
      let exchange = Exchange(context: context, plan: .run(match.route.handler), connection: state, bodyLimit: bodyLimit)
      reserve(exchange)
      return exchange
    }
  }

  /// Sets bytes aside for the body: what it says to have, or all that it may have.
  private func reserve(_ exchange: Exchange) {
    let headers = exchange.context.request.headers
    let declared = headers["content-length"].map { Int($0) ?? .max }
    let wanted = declared ?? (headers["transfer-encoding"] != nil ? exchange.bodyLimit : 0)
    guard wanted > 0 else { return }
    guard wanted <= exchange.bodyLimit else {
      counting.add(.bodyTooLarge)
      exchange.plan = .answer(ServerCore.tooLarge(exchange.bodyLimit))
      return
    }
    let total = bodyBytesInFlight.wrappingAdd(wanted, ordering: .relaxed).newValue
    exchange.reservedBytes = wanted
    guard total <= options.limits.bodyBytesInFlight else {
      counting.add(.overBodyBudget)
      exchange.plan = .answer(.tryLater(503, "too much at once", "the bodies of all requests together are too large; ask again"))
      return
    }
    if declared != nil { exchange.context.request.body.reserveCapacity(min(wanted, 64 * 1024)) }
  }

  private func refuse(
    _ request: HTTPRequest, _ state: ConnectionState, _ event: ServerEvent?, _ response: HTTPResponse, bodyLimit: Int? = nil
  ) -> Exchange {
    if let event { counting.add(event) }
    let limit = bodyLimit ?? options.limits.bodyBytes
    return Exchange(context: RequestContext(request: request), plan: .answer(response), connection: state, bodyLimit: limit)
  }

  private static func tooLarge(_ limit: Int) -> HTTPResponse { .problem(413, "body too large", "it may have \(limit) bytes here") }

  /// Whom the proxy in front saw: it appends to what its client sent, so only the last word is its own.
  private static func client(_ request: HTTPRequest) -> String? {
    guard let last = request.headers["x-forwarded-for"]?.split(separator: ",").last else { return nil }
    let address = last.filter { $0 != " " }
    return address.isEmpty ? nil : address
  }

  // MARK: The answer

  private func run(_ work: () throws -> HTTPResponse) -> HTTPResponse {
    do { return try work() } catch { return answer(to: error) }
  }

  private func answer(to error: any Error) -> HTTPResponse {
    if let problem = error as? HTTPProblem { return problem.response }
    counting.add(.handlerErrors)
    log.error("a handler failed", ["error": "\(String(describing: error))"])
    return .problem(500, "internal error", "it is in the log; ask again later")
  }

  private func suspend(
    _ exchange: Exchange, _ connection: OpaquePointer, _ limitSeconds: Double,
    _ handler: @escaping @Sendable (RequestContext) async throws -> HTTPResponse
  ) -> MHD_Result {
    nonisolated(unsafe) let handle = connection
    let deadline = SystemClock.monotonic() + Int64(limitSeconds * Double(Timestamp.nanosecondsPerSecond))
    let answer = PendingAnswer(deadline: deadline) { MHD_resume_connection(handle) }
    // Suspended first: once it is among the pending, anyone may wake it.
    MHD_suspend_connection(connection)
    exchange.pending = answer
    guard pending.add(answer) else {
      counting.add(.overDeferredLimit)
      answer.answer(.tryLater(503, "too much at once", "too many requests are being worked on; ask again"))
      return .YES
    }
    let context = exchange.context
    answer.start { [self] in
      let response: HTTPResponse
      do { response = try await handler(context) } catch { response = self.answer(to: error) }
      answer.answer(response)
      pending.remove(answer)
    }
    return .YES
  }

  func send(_ answer: HTTPResponse, _ exchange: Exchange, _ connection: OpaquePointer) -> MHD_Result {
    if let stream = answer.stream { return begin(stream, answer, exchange, connection) }
    guard let response = makeResponse(answer) else { return .NO }
    defer { MHD_destroy_response(response) }
    exchange.connection.mustFinish(within: options.limits.writeSeconds)
    return MHD_queue_response(connection, UInt32(answer.status), response)
  }

  private func makeResponse(_ answer: HTTPResponse) -> OpaquePointer? {
    let response = answer.body.withUnsafeBytes { body in
      MHD_create_response_from_buffer(body.count, UnsafeMutableRawPointer(mutating: body.baseAddress), .RESPMEM_MUST_COPY)
    }
    guard let response else { return nil }
    for header in answer.headers where MHD_add_response_header(response, header.name, header.value) != .YES {
      log.error("a header cannot be sent", ["name": "\(header.name)"])
    }
    if isDrainingNow { MHD_add_response_header(response, "Connection", "close") }
    return response
  }
}

extension ServerCore {
  /// Whether the answer must go out before the body: it is more than would be read and dropped.
  func mustAnswerAtOnce(_ exchange: Exchange) -> Bool {
    guard case .answer = exchange.plan, let length = exchange.context.request.headers["content-length"] else { return false }
    return Int(length).map { $0 > 64 * 1024 } ?? true
  }
}
