import CMachine
import CRDKafka

/// The librdkafka that this process runs on: it may be newer than the headers it was built with.
public enum KafkaLibrary {
  /// As librdkafka writes it: `2.0.2`.
  public static var version: String { String(cString: rd_kafka_version_str()) }

  /// As librdkafka encodes it, `0xMMmmrrpp`: 2.0.2 is `0x020002ff`.
  public static var number: Int { Int(rd_kafka_version()) }

  /// The known faults of the running version that a user of this module may meet, one sentence each. For the log at start.
  public static var warnings: [String] { warnings(number: number) }

  /// Has this process keep the memory that it frees, for a client that lives as long as it does: answers to fetches are blocks of
  /// megabytes, and one that was given back to the kernel comes again page by page, each with a fault. At most what librdkafka's queues
  /// held at once is kept.
  public static func keepFreedMemory() { arrester_keep_freed_memory() }

  /// `fetch.queue.backoff.ms` came with 2.2.0. Before it, a full local queue stops fetching for a whole second.
  static var knowsFetchQueueBackoff: Bool { number >= 0x0202_0000 }

  /// Before 2.1.0 the time limit of `rd_kafka_seek_partitions` was one thousand times lower than what was passed (librdkafka #4230).
  static var seekTimeoutFactor: Int { number < 0x0201_0000 ? 1000 : 1 }

  static func warnings(number: Int) -> [String] {
    faults.filter { number >= $0.since && number < $0.until }.map(\.sentence)
  }

  private struct Fault {
    let since: Int
    let until: Int
    let sentence: String
  }

  /// From librdkafka's CHANGELOG.
  private static let faults: [Fault] = [
    Fault(
      since: 0, until: 0x0201_0000,
      sentence: "batches may be damaged by a rebalance, seek or pause that runs meanwhile (before 2.1.0): never done meanwhile here"),
    Fault(
      since: 0, until: 0x0201_0000,
      sentence: "closing a consumer can hang after a partition was lost or its topic deleted (before 2.1.0): given up after a time limit"),
    Fault(
      since: 0, until: 0x0202_0000,
      sentence: "a full local queue stops fetching for a second (before 2.2.0): the fetching thread is woken, see docs/decisions/0009"),
    Fault(
      since: 0, until: 0x0202_0000,
      sentence: "brokers that send tagged fields (racks, observers) may fail with Read underflow (before 2.2.0)"),
    Fault(
      since: 0x0202_0000, until: 0x020d_0200,
      sentence: "positions are one too far after end-of-partition events (2.2.0 to 2.13.1): positions are kept here, not asked for"),
    Fault(
      since: 0, until: 0x0206_0100,
      sentence: "SASL SCRAM is refused by Apache Kafka 4 (before 2.6.1): use PLAIN over TLS or a newer librdkafka"),
  ]
}
