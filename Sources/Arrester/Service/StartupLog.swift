import ArresterBase
import ArresterKafka

/// What an operator wants to know of a service that starts.
enum StartupLog {
  static func write(_ options: ServiceOptions, _ log: Log) {
    let kafka = options.configuration.kafka
    log.info(
      "started",
      [
        "version": .text(ArresterVersion.text), "librdkafka": .text(KafkaLibrary.version), "bootstrap": .text(kafka.bootstrapServers),
        "group": .text(kafka.group), "topics": .text(kafka.topics.joined(separator: ",")), "model": .text(options.model.identifier),
        "mode": .text(options.configuration.mode.canEnforce ? "enforce" : "shadow"), "untilEnd": .flag(options.isUntilEnd),
      ])
    for warning in KafkaLibrary.warnings { log.warning("librdkafka \(KafkaLibrary.version) has a known fault", ["detail": .text(warning)]) }
  }
}

/// A name for this process that is another after a restart.
enum ProcessIdentity {
  static let name = "\(SystemClock().now())-\(UInt32.random(in: .min ... .max))"
}
