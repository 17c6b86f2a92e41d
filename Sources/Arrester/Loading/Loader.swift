import ArresterBase
import ArresterEvents
import ArresterKafka

/// Puts event files into a topic, keyed by principal: each inner record by itself, its bytes unchanged.
///
/// One thread. What cannot be read goes without a key, so that the service counts it.
public final class Loader {
  public struct Result: Sendable {
    public var sent = 0
    public var acknowledged = 0
    /// The first `maximumSamples` records that did not get there, with the reason.
    public var failures: [String] = []
    public var failed = 0
  }

  public static let maximumSamples = 20

  /// How long the last records may take to be acknowledged.
  var patienceMilliseconds = 60_000

  private let topic: String
  private let decoder: RecordDecoder
  private let maximumRecordBytes: Int
  private let ratePerSecond: Int?
  private let producer: KafkaProducer
  private let failures = FailureList()
  private var sent = 0
  private var refused = 0
  /// Those of them that count as sent.
  private var refusedAfterSending = 0
  private let start = SystemClock.monotonic()

  /// Places of records that were sent and not acknowledged yet, by token: only kept until their report.
  private final class FailureList {
    var places: [Int: String] = [:]
    var samples: [String] = []

    func note(_ place: String, _ why: String) {
      if samples.count < Loader.maximumSamples { samples.append("\(place): \(why)") }
    }
  }

  /// - Parameter ratePerSecond: at most this many records a second; nil: as fast as the brokers take them.
  /// - Throws: `KafkaError` where the topic is missing or cannot be reached.
  public init(bootstrapServers: String, topic: String, model: Model, ratePerSecond: Int? = nil) throws {
    let settings = KafkaSettings(bootstrapServers: bootstrapServers)
    let administration = try KafkaAdministration(settings)
    defer { administration.close() }
    _ = try administration.partitionCount(of: topic)
    self.topic = topic
    self.ratePerSecond = ratePerSecond
    decoder = RecordDecoder(model: model.events)
    maximumRecordBytes = model.events.maximumRecordBytes
    producer = try KafkaProducer(settings) { [failures] token, error in
      failures.note(failures.places[token] ?? "record \(token)", "\(error)")
    }
  }

  /// - Parameter onProgress: bytes of the files read so far.
  public func run(_ files: InputFiles, onProgress: ((Int) -> Void)? = nil) throws -> Result {
    let records = FileRecords(files, maximumRecordBytes: maximumRecordBytes)
    records.onProgress = onProgress
    var failure: KafkaError?
    try records.readAll { [self] item, place in
      guard failure == nil else { return }
      do throws(KafkaError) { try take(item, place()) } catch { failure = error }
    }
    if let failure { throw failure }
    return finish()
  }

  /// What is not acknowledged in time counts as failed.
  private func finish() -> Result {
    var late: KafkaError?
    do throws(KafkaError) { try producer.flush(timeoutMilliseconds: patienceMilliseconds) } catch { late = error }
    let counts = producer.counts
    var result = Result(sent: sent, acknowledged: counts.acknowledged, failures: failures.samples, failed: counts.failed + refused)
    producer.close()
    guard let late else { return result }
    let unanswered = sent - refusedAfterSending - counts.acknowledged - counts.failed
    result.failed += unanswered
    if result.failures.count < Loader.maximumSamples { result.failures.append("\(unanswered) records were not acknowledged: \(late)") }
    return result
  }

  private func take(_ item: FileRecords.Item, _ place: RecordPlace) throws(KafkaError) {
    switch item {
    case .record(let bytes):
      if case .container = decoder.decode(bytes) { return try takeInner(bytes, place) }
      try send(bytes, key: decoder.lastPrincipal.bytes, place)
    case .unreadable(let bytes, let reason):
      guard !bytes.isEmpty else { return refuse(place, reason.explanation) }
      try send(bytes, key: UnsafeRawBufferPointer(start: nil, count: 0), place)
    }
  }

  private func takeInner(_ record: UnsafeRawBufferPointer, _ place: RecordPlace) throws(KafkaError) {
    for (index, range) in decoder.innerRecords.enumerated() {
      let bytes = UnsafeRawBufferPointer(rebasing: record[range])
      _ = decoder.decode(bytes)
      try send(bytes, key: decoder.lastPrincipal.bytes, place.inner(index + 1))
    }
  }

  private func send(_ bytes: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer, _ place: RecordPlace) throws(KafkaError) {
    sent += 1
    let record = KafkaRecord(topic: topic, key: key.isEmpty ? nil : Array(key), value: Array(bytes), token: sent)
    do throws(KafkaError) { try producer.send(record) } catch {
      guard error.isMessageTooLarge else { throw error }
      refusedAfterSending += 1
      refuse(place, "\(error)")
    }
    if bytes.count > Loader.largeBytes { failures.places[sent] = place.description }
    if ratePerSecond != nil || sent & 255 == 0 { pace() }
  }

  /// Only what may be refused for its size is remembered by its place.
  private static let largeBytes = 256 * 1024

  private func refuse(_ place: RecordPlace, _ why: String) {
    refused += 1
    failures.note(place.description, why)
  }

  private func pace() {
    producer.poll()
    guard let ratePerSecond else { return }
    let due = Int64(sent) * Timestamp.nanosecondsPerSecond / Int64(ratePerSecond)
    while SystemClock.monotonic() - start < due { producer.poll(timeoutMilliseconds: 5) }
  }
}
