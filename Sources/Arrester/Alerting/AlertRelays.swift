import ArresterAlerts
import ArresterBase
import ArresterConfiguration
import ArresterEnforcement
import ArresterKafka

/// Makes the relays that the configuration names, in its order.
enum AlertRelays {
  /// - Returns: none where the service stops at the end of its input: what it finds is history.
  /// - Throws: `ConfigurationProblems` with everything that is wrong.
  static func make(
    _ options: ServiceOptions, kafka: ArresterKafka.KafkaSettings, board: AlertBoard, log: Log
  ) throws -> [AlertRelay] {
    let configuration = options.configuration
    guard !options.isUntilEnd, !configuration.alerts.isEmpty else { return [] }
    let transport = try CurlTransport()
    let receivers = try receivers(configuration)
    return zip(configuration.alerts, receivers).map { alert, receiver in
      let settings = AlertRelay.Settings(
        group: "\(configuration.kafka.group).alerts.\(alert.name)", topic: configuration.output.findings, kafka: kafka,
        maximumAgeNanoseconds: alert.maximumAgeNanoseconds, digestNanoseconds: alert.digestNanoseconds)
      return AlertRelay(settings, AlertSender(receiver, transport: transport), board: board, log: log)
    }
  }

  /// All at once: none waits for another.
  static func end(_ relays: [AlertRelay]) {
    for relay in relays { relay.stop() }
    for relay in relays { relay.join() }
  }

  /// In the order of the configuration. Secrets are read here.
  static func receivers(_ configuration: ServeConfiguration) throws -> [AlertReceiver] {
    let console = configuration.http.map(consoleAddress)
    var receivers: [AlertReceiver] = []
    var problems: [ConfigurationProblem] = []
    for (index, alert) in configuration.alerts.enumerated() {
      do { receivers.append(try AlertReceiver(alert, console: console)) } catch {
        let detail = (error as? WebhookProblem)?.detail ?? "\(error)"
        problems.append(
          ConfigurationProblem(
            keyPath: "alerts[\(index)].\(alert.form.name)", found: detail, expected: "correct it, or leave the alert out"))
      }
    }
    guard problems.isEmpty else { throw ConfigurationProblems(problems) }
    return receivers
  }

  private static func consoleAddress(_ http: HTTPSettings) -> String {
    guard let address = http.publicAddress else { return "\(http.tls == nil ? "http" : "https")://\(http.listen)" }
    return address.hasSuffix("/") ? String(address.dropLast()) : address
  }
}

extension AlertReceiver {
  fileprivate init(_ alert: AlertSettings, console: String?) throws {
    let (form, url): (Form, String)
    switch alert.form {
    case .slack(let secret): (form, url) = (.slack, try secret.text())
    case .pagerDuty(let key, let address): (form, url) = (.pagerDuty(routingKey: try key.text()), address)
    case .alertmanager(let address): (form, url) = (.alertmanager, address)
    case .webhook(let address, let secrets):
      (form, url) = (.webhook(try secrets.map { try WebhookSecret($0.text()) }), try address.text())
    }
    self.init(
      name: alert.name, form: form, address: try WebhookAddress(url, allowInsecure: alert.allowInsecure),
      timeoutNanoseconds: alert.timeoutNanoseconds, console: console)
  }
}

extension Secret {
  fileprivate func text() throws -> String { String(decoding: try read(), as: UTF8.self) }
}
