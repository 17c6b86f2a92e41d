import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEvents
import ArresterKafka
import ArresterServer

/// Everything that a running service answers over HTTP. Any thread.
public final class ServiceEndpoints: Sendable {
  public let counting: ServerCounting
  let drills: DrillConductor
  private let server: HTTPServer
  private let access: AccessControl
  /// nil where no issuer is configured.
  private let issuer: IssuerTokens?
  /// nil where people begin each drill.
  private let schedule: Task<Void, Never>?

  /// The port that is bound.
  public var port: UInt16 { server.port }

  /// Binds and begins to answer.
  /// - Parameters:
  ///   - producer: puts posted events into the first input topic.
  /// - Throws: `HTTPServerError`, `TokenDirectoryError`, `RestoreHints.Problems`, `ConfigurationProblems`.
  public init(
    _ options: ServiceOptions, _ http: HTTPSettings, ports: ServicePorts, producer: AcknowledgedProducer, log: Log
  ) throws {
    counting = ServerCounting()
    issuer = try options.configuration.oidc.map { settings in try IssuerTokens(settings, log: log) }
    access = AccessControl(
      try TokenDirectory(options.configuration), others: issuer.map { [$0.verifier] } ?? [], counting: counting, log: log)
    let hints = try ModelPaths.restoreHints().map { path in try RestoreHints.load(path: path) } ?? .none
    drills = DrillConductor(ports: ports, options: options, producer: producer)
    let readings = EndpointReadings(server: counting, oidc: issuer?.counting)
    let auditReading = AuditReading(try options.kafkaSettings(log), topic: options.configuration.output.audit)
    let routes = EndpointRoutes(
      options: options, http: http, ports: ports, readings: readings, hints: hints, drills: drills, auditReading: auditReading, log: log)
    server = try HTTPServer(
      try HTTPServerOptions(http), router: Router(routes.make(producer: producer)), access: access, counting: counting, log: log)
    schedule = options.configuration.drill?.everyNanoseconds.map { [conductor = drills] interval in
      let schedule = DrillSchedule(conductor: conductor, loop: ports.loop, intervalNanoseconds: interval, clock: SystemClock(), log: log)
      return Task { await schedule.run() }
    }
  }

  /// Takes renewed certificates; where they cannot be used, the ones before stay.
  func reloadCertificate() throws { try server.reloadCertificate() }

  /// Lets these people and callers in from now on, and nobody else.
  func replace(_ people: TokenDirectory) { access.replace(people) }

  public func stop() {
    schedule?.cancel()
    server.stop()
    issuer?.stop()
  }
}

extension HTTPServerOptions {
  init(_ http: HTTPSettings) throws {
    self.init()
    guard let address = ServerAddress(http.listen, allowsAnyPort: true) else {
      throw ConfigurationProblems([
        ConfigurationProblem(keyPath: "http.listen", found: "found \(http.listen)", expected: "write HOST:PORT")
      ])
    }
    host = address.host
    port = address.port
    tls = http.tls.map { TLS(certificatePath: $0.certificate, keyPath: $0.key) }
    behindProxy = http.behindProxy
  }
}
