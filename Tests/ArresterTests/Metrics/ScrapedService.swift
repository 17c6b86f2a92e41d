import ArresterBase
import ArresterConfiguration
import ArresterEnforcement
import ArresterKafka
import Foundation
import Testing

@testable import Arrester

/// A running service on the embedded cluster, asked over HTTP. Ends with its last reference.
final class ScrapedService {
  private let cluster: KafkaMockCluster
  private let isStopping = Flag()
  private let ended = DispatchSemaphore(value: 0)
  let ports: ServicePorts
  let cloud = MemoryEnforcer()
  let agent = CloudTrail()
  private let port: UInt16
  static let token = "scraper-token-1"

  /// Host and port.
  var address: String { "127.0.0.1:\(port)" }

  init(onVerdict: @escaping @Sendable () -> Void = {}, changing change: (inout ServeConfiguration) -> Void = { _ in }) throws {
    cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.audit, output.deadLetters] {
      try cluster.createTopic(topic, partitions: 1)
    }
    ports = ServicePorts(onVerdict: { _ in onVerdict() })
    var configuration = ScrapedService.configuration(cluster)
    change(&configuration)
    var options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    options.enforcers = [cloud]
    let service = try RunningService(options, log: Log(write: { _ in }), ports: ports, shouldStop: { [isStopping] in isStopping.isSet })
    port = try #require(service.port)
    nonisolated(unsafe) let running = service
    let thread = Thread { [ended] in
      _ = try? running.run()
      ended.signal()
    }
    thread.stackSize = 8 * 1024 * 1024
    thread.start()
  }

  deinit {
    isStopping.set()
    _ = ended.wait(timeout: .now() + 10)
  }

  private static func configuration(_ cluster: KafkaMockCluster) -> ServeConfiguration {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    configuration.kafka.startAt = .earliest
    configuration.mode.fallback = .enforce
    var http = HTTPSettings()
    http.listen = "127.0.0.1:0"
    var caller = CallerSettings()
    caller.name = "prometheus"
    caller.may = [.metrics, .decide]
    caller.tokenSHA256 = SHA256(Array(token.utf8)).hexadecimal
    http.callers = [caller]
    configuration.http = http
    return configuration
  }

  func ask(_ path: String, _ body: String = "", token: String? = token) async throws -> (status: Int, body: String) {
    let headers = [("Content-Type", "application/json")] + (token.map { [("Authorization", "Bearer \($0)")] } ?? [])
    let answer = try await CurlTransport().send(
      OutboundRequest(
        method: body.isEmpty ? "GET" : "POST", url: "http://127.0.0.1:\(port)\(path)", headers: headers, body: Array(body.utf8)))
    return (answer.status, String(decoding: answer.body, as: UTF8.self))
  }

  func scrape() async throws -> String {
    let answer = try await ask("/metrics")
    #expect(answer.status == 200, "\(answer)")
    return answer.body
  }

  /// Scrapes until it is so.
  func scrape(until isTrue: (Scrape) -> Bool) async throws -> Scrape {
    var last = Scrape("")
    for _ in 0..<500 {
      last = Scrape(try await scrape())
      if isTrue(last) { return last }
      try await Task.sleep(nanoseconds: 20_000_000)
    }
    Issue.record("it did not come to that within 10 s")
    return last
  }

  func produce(_ records: [String]) throws {
    let producer = try KafkaProducer(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers))
    for record in records { try producer.send(KafkaRecord(topic: "events", key: agent.principal, value: record)) }
    try producer.flush(timeoutMilliseconds: 10_000)
    producer.close()
  }

  /// Seconds after `CloudTrail.start` of two minutes ago: evidence that is older than an hour revokes nobody.
  var secondsToNow: Int { Int(SystemClock().now() / Timestamp.nanosecondsPerSecond) - CloudTrail.start - 120 }
}
