/// How far each chain has come, from reading a log to its end: for an instance that starts, and for a commit whose outcome is unknown.
///
/// It believes what it reads and checks nothing but each record's own hash: `AuditVerifier` is for checking.
public struct AuditTails: Sendable {
  /// By writer: its newest record.
  private var tails: [String: AuditHead] = [:]
  /// Records that are none, or are altered.
  public private(set) var unreadable = 0

  /// Chains beyond these push out the one whose newest record is oldest.
  public static let maximumChains = 4096

  public init() {}

  public mutating func take(_ bytes: [UInt8]) {
    guard let record = try? ReadAuditRecord(bytes), !record.isAltered else {
      unreadable += 1
      return
    }
    if let known = tails[record.writer], Int64(clamping: known.sequence) >= record.sequence { return }
    tails[record.writer] = AuditHead(
      writer: record.writer, sequence: UInt64(clamping: record.sequence), hash: record.contentHash, time: record.time)
    if tails.count > AuditTails.maximumChains, let oldest = tails.min(by: { $0.value.time < $1.value.time }) {
      tails[oldest.key] = nil
    }
  }

  /// The newest record of a writer's chain.
  public func tail(of writer: String) -> AuditHead? { tails[writer] }

  /// What the next chain of this instance continues: the newest record of the newest of its chains.
  public func tail(ofInstance instance: String) -> AuditHead? {
    let beginning = AuditChain.writerBeginning(of: instance)
    // What follows the name is a time, and no time holds the separator: an instance `a` has no part in the chains of `a@b`.
    let own = tails.values.filter { $0.writer.hasPrefix(beginning) && !$0.writer.dropFirst(beginning.count).contains("@") }
    return own.max { ($0.time, $0.sequence) < ($1.time, $1.sequence) }
  }
}
