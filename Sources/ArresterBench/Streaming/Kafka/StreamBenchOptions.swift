/// What `bench kafka` and `bench latency` are told. The defaults are here and nowhere else.
public struct StreamBenchOptions: Sendable {
  /// How fast events are offered.
  public enum Rate: Sendable, Equatable {
    case perSecond(Int)
    /// Whatever is sustained: searched for.
    case maximum
  }

  /// `HOST:PORT`; nil for librdkafka's embedded cluster.
  public var bootstrap: String?
  /// For librdkafka: what security the cluster asks for, say.
  public var properties: [String: String] = [:]
  /// nil: one of its own, which is removed at the end.
  public var topic: String?
  /// Where a running service writes its findings.
  public var findingsTopic = "arrester.findings"
  /// Of a topic of its own.
  public var partitions = 4
  /// Starts a service in this process instead of working against a running one.
  public var startsService = false
  public var rate = Rate.perSecond(20_000)
  /// Of each rate that is tried, beside the warm-up.
  public var durationSeconds = 20.0
  public var warmUpSeconds = 2.0
  public var traffic = TrafficOptions()
  /// librdkafka's, of the generator: how long it waits for a batch to fill. 5 is its default.
  public var lingerMilliseconds = 1.0
  /// As it was typed, for the report.
  public var commandLine = ""

  public init() {}

  /// Whether a service runs in this process: also where nothing else could.
  var hasOwnService: Bool { startsService || bootstrap == nil }

  /// - Throws: `BenchError` with the first thing that is wrong, and what would be right.
  public func check() throws {
    if let bootstrap, bootstrap.isEmpty { throw BenchError("--bootstrap is empty: name a broker as HOST:PORT, or leave it out") }
    if bootstrap == nil, topic != nil { throw BenchError("--topic needs --bootstrap: the embedded cluster has topics of its own") }
    if !hasOwnService, topic == nil {
      throw BenchError("--topic is missing: name the topic that the running service reads, or let one be started with --serve")
    }
    guard durationSeconds >= 1 else { throw BenchError("--duration \(durationSeconds) is too short: a second at least") }
    guard traffic.principals > 0, partitions > 0 else { throw BenchError("--principals and --partitions begin at 1") }
    guard (0...1).contains(traffic.lateShare) else {
      throw BenchError("--late is a share between 0 and 1")
    }
  }
}
