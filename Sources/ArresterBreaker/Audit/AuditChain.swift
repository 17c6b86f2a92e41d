import ArresterBase

/// The audit log of one instance from its start to its end: each record holds the hash of the one before.
///
/// A value of its single writer, without I/O. Append, hand the records to the transaction, and keep the chain that came of it only once
/// that is committed: after an abort the copy from before goes on, and no sequence is lost. Where nobody knows whether it was committed,
/// begin a new chain: the copy would be a fork of what may be on the topic.
///
/// ```
///   opening ── head ── entry ── entry ── … ── entry ── head ── entry ── … ── head
///      │                                                 └ signed: writer, sequence, hash, time; also in the log
///      └ names the last head of the instance's chain before it
/// ```
///
/// After a restart an instance opens a new chain, and does not go on with the old one: how much of that was written is not known for
/// certain then, and two writers of one chain would make a fork. The new chain's first record names the last head that is known of the
/// old one, so that the old one's tail is fixed by the new one.
public struct AuditChain: Sendable {
  public struct Settings: Sendable {
    /// Signs heads; without one they are written unsigned, and a rewrite shows against the log only.
    public var signingKey: Ed25519.PrivateKey?
    /// A head after this many records, 1 to `maximumHeadInterval`.
    public var recordsPerHead = 100
    /// A head after this long with records since the last, nanoseconds.
    public var headNanoseconds = 60 * Timestamp.nanosecondsPerSecond
    /// The version of Arrester, for OCSF.
    public var product: String

    /// A verifier that has the public key reports a chain that goes on for longer without a signature.
    public static let maximumHeadInterval = 1000

    public init(product: String, signingKey: Ed25519.PrivateKey? = nil) {
      self.product = product
      self.signingKey = signingKey
    }
  }

  /// What to write, in this order, and the head to log where there is one.
  public struct Appended: Sendable, Equatable {
    public var records: [AuditRecord] = []
    public var head: AuditHead?
  }

  /// The chain's name: `INSTANCE@START`, unique because no instance starts twice at the same nanosecond.
  public let writer: String
  /// The newest record: what the next instance's first record names. nil before `open`.
  public private(set) var last: AuditHead?

  private let settings: Settings
  private var recordsSinceHead = 0
  private var lastHeadAt: Int64

  /// - Parameters:
  ///   - instance: what tells the running instances apart; it is cut at 256 bytes.
  ///   - wallTime: of the start, nanoseconds since 1970 UTC.
  public init(instance: String, startedAt wallTime: Int64, _ settings: Settings) {
    precondition((1...Settings.maximumHeadInterval).contains(settings.recordsPerHead), "recordsPerHead is out of its range")
    writer = AuditChain.writerBeginning(of: instance) + Timestamp.format(wallTime)
    self.settings = settings
    lastHeadAt = wallTime
  }

  private static let maximumInstanceBytes = 256

  /// What the names of all chains of an instance begin with; a time follows.
  static func writerBeginning(of instance: String) -> String { AuditText.bounded(instance, maximumInstanceBytes) + "@" }

  /// The first record, and a head for it: no chain is without one, so that one whose heads were taken out shows.
  /// - Parameter continues: the newest record known of the chain before (`AuditTails`).
  /// - Throws: where libcrypto does not sign.
  public mutating func open(continuing continues: AuditHead? = nil, at wallTime: Int64) throws(Ed25519.KeyError) -> Appended {
    precondition(last == nil, "a chain is opened once")
    let opening = AuditOpening(time: wallTime, continues: continues, signingKey: settings.signingKey?.publicKey.identifier)
    var appended = Appended()
    add(.opening(opening), at: wallTime, &appended)
    try addHead(at: wallTime, &appended)
    return appended
  }

  public mutating func append(_ entry: AuditEntry, at wallTime: Int64) throws(Ed25519.KeyError) -> Appended {
    precondition(last != nil, "a chain is opened first")
    var appended = Appended()
    add(.entry(entry), at: wallTime, &appended)
    recordsSinceHead += 1
    if isHeadDue(at: wallTime) { try addHead(at: wallTime, &appended) }
    return appended
  }

  /// Several entries of one transaction.
  public mutating func append(_ entries: [AuditEntry], at wallTime: Int64) throws(Ed25519.KeyError) -> Appended {
    var appended = Appended()
    for entry in entries {
      let next = try append(entry, at: wallTime)
      appended.records += next.records
      appended.head = next.head ?? appended.head
    }
    return appended
  }

  /// Whether time alone asks for a head: there are records that none speaks for.
  public func isHeadDue(at wallTime: Int64) -> Bool {
    recordsSinceHead >= settings.recordsPerHead
      || (recordsSinceHead > 0 && (wallTime < lastHeadAt || wallTime - lastHeadAt >= settings.headNanoseconds))
  }

  /// A head for whatever has none yet: when one is due, and at the end.
  public mutating func appendHead(at wallTime: Int64) throws(Ed25519.KeyError) -> Appended {
    var appended = Appended()
    if recordsSinceHead > 0 { try addHead(at: wallTime, &appended) }
    return appended
  }

  private mutating func addHead(at wallTime: Int64, _ appended: inout Appended) throws(Ed25519.KeyError) {
    guard var head = last else { return }
    head.time = wallTime
    if let key = settings.signingKey { try head.sign(with: key) }
    add(.head(head), at: wallTime, &appended)
    appended.head = head
    recordsSinceHead = 0
    lastHeadAt = wallTime
  }

  private mutating func add(_ content: AuditContent, at wallTime: Int64, _ appended: inout Appended) {
    let record = AuditRecord.make(
      content, writer: writer, sequence: last.map { $0.sequence + 1 } ?? 0, previous: last?.hash ?? AuditRecord.noHash,
      product: settings.product)
    last = AuditHead(writer: writer, sequence: record.sequence, hash: record.hash, time: wallTime)
    appended.records.append(record)
  }
}
