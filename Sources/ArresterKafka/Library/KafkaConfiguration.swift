import CRDKafka

/// Owns an `rd_kafka_conf_t` until a client takes it over.
struct KafkaConfiguration: ~Copyable {
  private let native: OpaquePointer

  /// librdkafka's defaults, with no cluster to reach and log lines not kept for a poll.
  init() { native = rd_kafka_conf_new() }

  /// - Parameters:
  ///   - defaults: what the caller prefers; `settings.properties` beat them.
  ///   - required: what the caller's correctness rests on; naming one of them in `settings.properties` is an error.
  init(_ settings: KafkaSettings, defaults: [String: String], required: [String: String]) throws(KafkaError) {
    native = rd_kafka_conf_new()
    var fixed = required
    fixed["bootstrap.servers"] = settings.bootstrapServers
    fixed["client.id"] = settings.clientIdentifier
    fixed["log.queue"] = "true"
    if settings.bootstrapServers.isEmpty { throw KafkaError.invalid("configure librdkafka", "bootstrapServers is empty") }
    try KafkaConfiguration.refuse(settings.properties.keys.filter { fixed[$0] != nil }.sorted())
    var problems: [String] = []
    let chosen = defaults.merging(settings.properties) { $1 }.merging(fixed) { $1 }
    for (key, value) in chosen.sorted(by: { $0.key < $1.key }) { set(key, value, &problems) }
    if !problems.isEmpty { throw KafkaError.invalid("configure librdkafka \(KafkaLibrary.version)", problems.joined(separator: "; ")) }
  }

  /// The pointer, still owned by this value.
  var pointer: OpaquePointer { native }

  /// The pointer, now owned by the caller.
  consuming func release() -> OpaquePointer {
    let pointer = native
    discard self
    return pointer
  }

  deinit { rd_kafka_conf_destroy(native) }

  private func set(_ key: String, _ value: String, _ problems: inout [String]) {
    var text = [CChar](repeating: 0, count: 512)
    switch rd_kafka_conf_set(native, key, value, &text, text.count) {
    case RD_KAFKA_CONF_OK: break
    case RD_KAFKA_CONF_UNKNOWN: problems.append("no property \"\(key)\" is known")
    default: problems.append("\(key): \(String(text: text))")
    }
  }

  private static func refuse(_ keys: [String]) throws(KafkaError) {
    guard !keys.isEmpty else { return }
    throw KafkaError.invalid("configure librdkafka", "\(keys.joined(separator: ", ")) cannot be overridden: Arrester sets it")
  }
}
