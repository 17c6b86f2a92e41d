import Arrester
import ArresterBase
import ArresterEvents
import ArresterServer

/// A decision endpoint in this process, as `serve` has it: its route, its token, the model's kinds and tables. One thread serves it.
final class OwnEndpoint {
  let address: ServiceAddress
  let token: String
  /// The same decisions without HTTP.
  let maker: DecisionMaker
  private let server: HTTPServer
  /// The kernel's numbers of the threads that began with the server.
  private let begun: Set<Int>

  init(_ load: DecisionLoad, model: Model) throws {
    let before = OwnEndpoint.threadNumbers
    let counting = ServerCounting()
    maker = OwnEndpoint.maker(load, model: model, counting: counting)
    token = OwnEndpoint.makeToken()
    let caller = Caller(name: "bench", kind: .machine, capabilities: .decide)
    let directory = try TokenDirectory([TokenEntry(caller: caller, tokenSHA256: SHA256(token).hexadecimal)])
    server = try HTTPServer(
      OwnEndpoint.options, router: Router([DecideEndpoint(maker).route]),
      access: AccessControl(directory, limits: OwnEndpoint.limits, counting: counting), counting: counting)
    address = ServiceAddress(host: "127.0.0.1", port: server.port)
    begun = OwnEndpoint.threadNumbers.subtracting(before)
  }

  func stop() { server.stop() }

  /// What the serving thread used so far; nil where it cannot be told from the others.
  func use() -> ThreadTimes.Use? {
    // A thread has its name a moment after it began.
    let uses = ThreadTimes.now().uses.filter { begun.contains($0.key.number) && $0.key.name.hasPrefix(OwnEndpoint.threadName) }
    return uses.isEmpty ? nil : ThreadTimes(uses).total()
  }

  /// Rulings without approvals: there is nobody to ask. The table is swapped by nobody else, so that it never gets stale.
  static func maker(_ load: DecisionLoad, model: Model, counting: ServerCounting) -> DecisionMaker {
    var model = model
    model.declare([KindDeclaration("\(DecisionLoad.principalPrefix)*=agent")].compactMap(\.self))
    return DecisionMaker(
      source: DecisionSource(load.snapshot, maximumAgeSeconds: .infinity),
      judge: CatalogActionJudge(aws: model.events.catalog, kubernetes: model.events.kubernetes),
      kinds: KindRulesFinder(model.events.kinds), counting: counting)
  }

  private static var threadNumbers: Set<Int> { Set(ThreadTimes.now().uses.keys.map(\.number)) }

  /// What libmicrohttpd names its threads.
  private static let threadName = "MHD-"

  private static var options: HTTPServerOptions {
    var options = HTTPServerOptions()
    options.port = 0
    options.threads = 1
    options.limits.connectionsPerAddress = options.limits.connections
    options.limits.drainSeconds = 1
    return options
  }

  /// Far enough for any rate that a machine can ask at.
  private static var limits: AccessControl.Limits {
    var limits = AccessControl.Limits()
    limits.callers = Rate(perSecond: 1e8, burst: 1e8)
    return limits
  }

  private static func makeToken() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(random.next(), radix: 16) }.joined(separator: "-")
  }
}
