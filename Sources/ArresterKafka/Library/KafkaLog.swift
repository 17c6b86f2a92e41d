/// Severity of one of librdkafka's own log lines; syslog's numbers.
public enum KafkaLogLevel: Int32, Sendable {
  case emergency, alert, critical, error, warning, notice, info, debug
}

/// Receives librdkafka's own log lines: severity, facility (such as `FAIL` or `REQTMOUT`), text.
///
/// Called on the client's own thread, from inside its calls: a client that is not polled does not log. It must not call back into
/// this module.
public typealias KafkaLog = @Sendable (_ level: KafkaLogLevel, _ facility: String, _ text: String) -> Void
