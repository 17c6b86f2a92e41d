import ArresterServer

/// What became of alerts, by their configured receivers.
enum AlertMetrics {
  static func families(_ board: AlertBoard) -> [MetricFamily] {
    let all = board.all
    let outcomes: [(String, KeyPath<AlertReading, Int>)] = [
      ("delivered", \.delivered), ("refused", \.refused), ("outdated", \.outdated), ("repeated", \.repeated), ("unreadable", \.unreadable),
    ]
    return [
      .counter(
        "arrester_alerts", "Alerts, by what became of them", by: ["receiver", "outcome"],
        all.flatMap { entry in outcomes.map { ([entry.name, $0.0], entry.reading[keyPath: $0.1]) } }),
      .counter(
        "arrester_alert_failures", "Tries to tell a receiver that failed for now", by: "receiver",
        all.map { ($0.name, $0.reading.failures) }),
      .gauge(
        "arrester_alert_partitions", "Partitions of the findings topic that this instance reads for a receiver", by: "receiver",
        all.map { ($0.name, $0.reading.partitions) }),
      .gauge(
        "arrester_alert_receiver_failing", "Whether the last try failed: 1 yes", by: "receiver",
        all.map { ($0.name, $0.reading.isFailing ? 1 : 0) }),
    ]
  }
}
