import CRDKafka

/// What librdkafka's callbacks of one handle write into.
///
/// Touched by the polling thread alone: librdkafka serves these callbacks inside a poll, log lines too (`log.queue`). No Swift code runs on
/// librdkafka's own threads.
final class HandleContext {
  struct Rebalance {
    let response: rd_kafka_resp_err_t
    let partitions: [TopicPartition]
  }

  /// Nil: librdkafka's log lines are dropped.
  let log: KafkaLog?
  var rebalances: [Rebalance] = []
  var errors: [KafkaError] = []
  var deliveries = DeliveryCounts()
  /// The first delivery failure, since it was last set to nil, that sending again would not cure.
  var permanentFailure: KafkaError?
  var onFailure: ((_ token: Int, _ error: KafkaError) -> Void)?

  init(log: KafkaLog?) { self.log = log }

  static func of(_ opaque: UnsafeMutableRawPointer) -> HandleContext {
    Unmanaged<HandleContext>.fromOpaque(opaque).takeUnretainedValue()
  }

  func takeErrors() -> [KafkaError] {
    let taken = errors
    errors = []
    return taken
  }

  /// Registers what every handle needs; the caller keeps the context alive until the handle is destroyed.
  func register(_ configuration: OpaquePointer) {
    rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(self).toOpaque())
    registerLog(configuration)
    rd_kafka_conf_set_error_cb(configuration) { handle, code, reason, opaque in
      guard let opaque else { return }
      let response = rd_kafka_resp_err_t(rawValue: code)
      let fatal = handle.flatMap { KafkaError(fatalOf: $0, "client") }
      HandleContext.of(opaque).errors.append(fatal ?? KafkaError(response, "client", detail: reason.map { String(cString: $0) }))
    }
  }

  private func registerLog(_ configuration: OpaquePointer) {
    guard log != nil else { return rd_kafka_conf_set_log_cb(configuration, nil) }
    rd_kafka_conf_set_log_cb(configuration) { handle, level, facility, text in
      guard let handle, let opaque = rd_kafka_opaque(handle), let facility, let text else { return }
      let level = KafkaLogLevel(rawValue: level) ?? .debug
      HandleContext.of(opaque).log?(level, String(cString: facility), String(cString: text))
    }
  }

  func registerRebalance(_ configuration: OpaquePointer) {
    rd_kafka_conf_set_rebalance_cb(configuration) { handle, response, list, opaque in
      guard let opaque else { return }
      let partitions = list.map { PartitionList.partitions(of: $0) } ?? []
      HandleContext.of(opaque).rebalances.append(Rebalance(response: response, partitions: partitions))
      // The poll that served this returns at once, so that the answer is not held up by its time limit.
      if let handle { rd_kafka_yield(handle) }
    }
  }

  func registerDeliveries(_ configuration: OpaquePointer) {
    rd_kafka_conf_set_dr_msg_cb(configuration) { _, message, opaque in
      guard let opaque, let message else { return }
      HandleContext.of(opaque).settle(message)
    }
  }

  private func settle(_ message: UnsafePointer<rd_kafka_message_t>) {
    guard message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR else {
      deliveries.acknowledged += 1
      return
    }
    let topic = message.pointee.rkt.map { String(cString: rd_kafka_topic_name($0)) } ?? "?"
    let error = KafkaError(message.pointee.err, "send to \(topic)")
    deliveries.record(error)
    if permanentFailure == nil, error.isPermanentForMessage { permanentFailure = error }
    onFailure?(Int(bitPattern: message.pointee._private), error)
  }
}
