import ArresterBase
import ArresterConfiguration
import ArresterKafka
import Foundation

/// A service with everything around it: the stream, the enforcers, the endpoints and the alerts, started and stopped as one.
public final class RunningService {
  private let options: ServiceOptions
  private let log: Log
  private let ports: ServicePorts
  private let stream: StreamService
  private let producer: AcknowledgedProducer?
  private let endpoints: ServiceEndpoints?
  private let relays: [AlertRelay]

  /// Connects, reads the breakers topic, and answers over HTTP where the configuration says so. The configuration's enforcers come
  /// after those that the options hold.
  /// - Parameter reload: reads the configuration anew on SIGHUP; nil: it stays as it is.
  /// - Throws: `KafkaError`, `ConfigurationProblems`, `HTTPServerError`, or what the topics lack.
  public init(
    _ options: ServiceOptions, log: Log = Log(), ports: ServicePorts = ServicePorts(),
    shouldStop: @escaping () -> Bool = { StopFlag.isSet }, reload: (@Sendable () throws -> ServiceOptions)? = nil
  ) throws {
    var options = options
    let outbound = try OutboundProducer(options, log)
    if !options.isUntilEnd {
      options.enforcers += try EnforcerFactory.make(options.configuration.enforcers, kafka: outbound.settings, producer: outbound.get)
    }
    self.options = options
    self.log = log
    self.ports = ports
    stream = try StreamService(options, log: log, ports: ports, shouldStop: shouldStop)
    if options.hasEndpoints, let http = options.configuration.http {
      let endpoints = try ServiceEndpoints(options, http, ports: ports, producer: outbound.get(), log: log)
      log.info("answering over HTTP", ["listen": .text(http.listen), "port": .number(Int(endpoints.port)), "tls": .flag(http.tls != nil)])
      self.endpoints = endpoints
    } else {
      endpoints = nil
    }
    relays = try AlertRelays.make(options, kafka: outbound.settings, board: ports.alerts, log: log)
    producer = outbound.made
    if let reload {
      let reload = ConfigurationReload(load: reload, loop: ports.loop, endpoints: endpoints, log: log)
      stream.onReload = { reload.ask() }
    }
  }

  /// The port of the endpoints; nil where there are none.
  public var port: UInt16? { endpoints?.port }

  /// nil where there are no endpoints.
  var drills: DrillConductor? { endpoints?.drills }

  /// Runs until it is asked to stop, or until the end; endpoints answer until the stream has left.
  public func run() throws -> Summary {
    for relay in relays { relay.start() }
    defer {
      AlertRelays.end(relays)
      endpoints?.stop()
      producer?.close()
    }
    return try stream.run()
  }
}

/// The producer for what is not part of a transaction, made when first wanted.
private final class OutboundProducer {
  let settings: ArresterKafka.KafkaSettings
  private(set) var made: AcknowledgedProducer?

  init(_ options: ServiceOptions, _ log: Log) throws { settings = try options.kafkaSettings(log) }

  func get() -> AcknowledgedProducer {
    if let made { return made }
    let producer = AcknowledgedProducer(settings)
    made = producer
    return producer
  }
}
