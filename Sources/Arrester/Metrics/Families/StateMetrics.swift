import ArresterBase
import ArresterKafka
import ArresterServer

/// What runs, and how it is.
enum StateMetrics {
  static func families(_ service: ServiceReading) -> [MetricFamily] {
    [
      .info(
        "arrester_build", "What runs: the versions, and the hash of the model that decides",
        ["version": ArresterVersion.text, "model": service.model, "librdkafka": KafkaLibrary.version]),
      .gauge("arrester_ready", "Whether every window of this instance's partitions is back", isTrue: service.isReady),
      .gauge("arrester_enforce_mode", "Whether trips of some kind and scope are acted on", isTrue: service.canEnforce),
      .gauge("arrester_halted", "Whether new trips are recorded only, by a person's halt", isTrue: service.board?.isHalted ?? false),
      .gauge(
        "arrester_source_blind", "Whether a topic has been silent for longer than the configuration allows", by: "topic",
        service.sources.map { ($0.topic, $0.isBlind ? 1 : 0) }),
      .gauge(
        "arrester_decision_picture_age_seconds",
        "Since the breakers topic was last read to its end: so old is what decision endpoints know",
        seconds: Double(service.pictureAgeNanoseconds) / Double(Timestamp.nanosecondsPerSecond)),
      .gauge("arrester_loop_waiting_requests", "Work of other threads that the thread that decides has not come to", service.loopWaiting),
      .counter(
        "arrester_commits", "Commits to Kafka: transactions with what was decided, and offsets alone; a failed one is tried again",
        by: ["content", "outcome"], commits(service.tallies.commits)),
    ]
  }

  private static func commits(_ tallies: CommitTallies) -> [([String], Int)] {
    [
      (["decisions", "committed"], tallies.transactions), (["decisions", "failed"], tallies.failedTransactions),
      (["offsets", "committed"], tallies.offsetCommits), (["offsets", "failed"], tallies.failedOffsetCommits),
    ]
  }
}
