import ArresterBase

/// One link of a chain: what is written to the audit topic, as the bytes that were hashed.
///
/// The value is one JSON object. What belongs to the chain stands in it as a whole where the record is plain, and under
/// `unmapped.arrester` where it is an OCSF object; its last member is always `hash`: the SHA-256 of the value as it was without that
/// member. `previous` is the `hash` of the record before, so that each record fixes all that came before it.
public struct AuditRecord: Sendable, Equatable {
  public let writer: String
  /// 0 for the first record of a chain, one more for each after it.
  public let sequence: UInt64
  /// 64 hexadecimal digits.
  public let hash: String
  /// The value that goes to the topic and to the local file.
  public let bytes: [UInt8]

  public init(writer: String, sequence: UInt64, hash: String, bytes: [UInt8]) {
    self.writer = writer
    self.sequence = sequence
    self.hash = hash
    self.bytes = bytes
  }

  /// The record's key on the topic: one chain stays in one partition, and so in order.
  public var key: [UInt8] { Array(writer.utf8) }

  /// The layout that is written, and the only one that is read.
  public static let version = 1
  /// A longer one is not ours: every text in a record is bounded.
  public static let maximumBytes = 65_536
  /// `previous` of a chain's first record.
  public static let noHash = String(repeating: "0", count: AuditSeal.hexadecimalCount)
}
