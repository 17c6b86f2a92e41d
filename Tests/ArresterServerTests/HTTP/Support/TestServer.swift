import ArresterBase
import Synchronization

@testable import ArresterServer

/// A clock that tests set.
final class ServerTestClock: WallClock {
  private let time = Atomic<Int64>(1_800_000_000 * Timestamp.nanosecondsPerSecond)

  func now() -> Int64 { time.load(ordering: .relaxed) }

  func advance(seconds: Int64) { time.wrappingAdd(seconds * Timestamp.nanosecondsPerSecond, ordering: .relaxed) }
}

/// Keeps what was logged.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  var log: Log { Log(level: .debug) { line in self.lines.withLock { $0.append(line) } } }
}

/// A real server on a free port of loopback.
struct TestServer {
  static let tokens: [(token: String, caller: Caller)] = [
    ("machine-token", Caller(name: "gateway", kind: .machine, capabilities: [.decide, .envoy])),
    ("naming-token", Caller(name: "broker", kind: .machine, capabilities: [.decide, .nameKind])),
    ("viewer-token", Caller(name: "vera", kind: .person, roles: .viewer)),
    ("operator-token", Caller(name: "olga", kind: .person, roles: .operator)),
    ("second-operator-token", Caller(name: "olga", kind: .person, roles: .operator)),
  ]

  let server: HTTPServer
  let access: AccessControl
  let clock: ServerTestClock
  let logged = LogLines()

  init(
    _ routes: [Route] = TestServer.routes, limits: AccessControl.Limits = AccessControl.Limits(),
    counting: ServerCounting = ServerCounting(), clock: ServerTestClock = ServerTestClock(),
    others: [any CallerVerifier] = [], options change: (inout HTTPServerOptions) -> Void = { _ in }
  ) throws {
    var options = HTTPServerOptions()
    options.port = 0
    options.limits.drainSeconds = 2
    change(&options)
    self.clock = clock
    access = AccessControl(try TestServer.directory(), others: others, limits: limits, counting: counting, clock: clock, log: logged.log)
    server = try HTTPServer(options, router: Router(routes), access: access, counting: counting, log: logged.log)
  }

  static func directory(_ expiring: [TokenEntry] = []) throws -> TokenDirectory {
    try TokenDirectory(tokens.map { TokenEntry(caller: $0.caller, tokenSHA256: SHA256($0.token).hexadecimal) } + expiring)
  }

  func client() -> RawClient { RawClient(port: server.port, keeping: server) }

  /// One request on a connection of its own.
  func ask(_ method: String, _ path: String, token: String? = nil, headers: [String] = [], body: String? = nil) async -> RawResponse? {
    await client().ask(TestServer.request(method, path, token: token, headers: headers, body: body))
  }

  static func request(_ method: String, _ path: String, token: String? = nil, headers: [String] = [], body: String? = nil) -> String {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: arrester"] + headers
    if let token { lines.append("Authorization: Bearer \(token)") }
    if let body { lines.append("Content-Length: \(body.utf8.count)") }
    return (lines + ["", body ?? ""]).joined(separator: "\r\n")
  }

  /// Routes of every sort.
  static let routes: [Route] = [
    Route("GET", "/open", .nobody, handler: .immediate { context in text("peer \(context.request.peer)") }),
    Route("POST", "/echo", .nobody, bodyBytes: 1000, handler: .immediate { HTTPResponse(status: 200, body: $0.request.body) }),
    Route("GET", "/viewers", .role(.viewer), handler: .immediate { text($0.caller.name) }),
    Route("POST", "/operators", .role(.operator), handler: .immediate { text($0.caller.name) }),
    Route("GET", "/machines", .capability(.decide), handler: .immediate { text($0.caller.name) }),
    Route(
      "GET", "/things/{name}/parts/{part}", .nobody, handler: .immediate { text("\($0.parameters["name"]!) \($0.parameters["part"]!)") }),
    Route(methods: nil, "/foreign/{path...}", .nobody, handler: .immediate { text("\($0.request.method) \($0.parameters["path"]!)") }),
    Route("GET", "/query", .nobody, handler: .immediate { text($0.request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ";")) }),
    Route("GET", "/fails", .nobody, handler: .immediate { _ in throw SecretError() }),
    Route(
      "GET", "/problem", .nobody, handler: .immediate { _ in throw HTTPProblem(409, "conflict", "the trip has changed; read it again") }),
    Route(
      "GET", "/later", .nobody,
      handler: .deferred { _ in
        await Task.yield()
        return text("later")
      }),
    Route(
      "GET", "/never", .nobody,
      handler: .deferred(limitSeconds: 0.2) { _ in
        try? await Task.sleep(for: .seconds(60))
        return text("never")
      }),
  ]

  static func text(_ text: String) -> HTTPResponse {
    HTTPResponse(status: 200, headers: [("Content-Type", "text/plain")], body: Array(text.utf8))
  }

  struct SecretError: Error { let password = "hunter2" }
}
