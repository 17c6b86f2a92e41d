import ArresterBase

/// Reads an audit log once, in order, and says whether it is as it was written.
///
/// Chains of any number of writers may be mixed. Hash and link show what was altered, dropped, moved, put in or repeated; what was written
/// anew with hashes that fit shows against signed heads, where a public key is given; a dropped tail against heads from elsewhere, or
/// against the next chain of the same instance. Memory is bounded by `maximumChains`, however long the log is, and no input traps.
public struct AuditVerifier {
  public struct Options: Sendable {
    /// Keys whose signatures count. Empty: signatures are not looked at.
    public var publicKeys: [Ed25519.PublicKey] = []
    /// From the service's log.
    public var heads = AuditHeads()
    /// Old records may be gone (the topic's retention): a missing beginning, or a chain that is not there, is a note.
    public var allowsExpiredStart = false

    public init() {}
  }

  /// Writers beyond these are counted and not checked, and the log is not called intact.
  public static let maximumChains = 1024
  public static let maximumFindings = 1000

  private let options: Options
  private var chains: [String: Chain] = [:]
  private var findings = AuditFindings(maximum: AuditVerifier.maximumFindings)
  private var records = 0
  private var isNotChecked = false
  /// What openings say the chain before had come to.
  private var continued: [AuditHead] = []

  private struct Chain {
    var check: AuditChainCheck
    var lastSigned: Int64?
    /// Reported until the next signed head.
    var isUnsignedReported = false
  }

  public init(_ options: Options = Options()) {
    self.options = options
    checkHeads()
  }

  /// One record, as it was read.
  public mutating func take(_ bytes: [UInt8], at place: AuditPlace) {
    records += 1
    do throws(ReadAuditRecord.Problem) {
      take(try ReadAuditRecord(bytes), place)
    } catch {
      add(.unreadable, "", nil, place, "this \(error.what)")
    }
  }

  /// A record of which only the beginning was read, because it is longer than any of ours.
  public mutating func takeOverlong(at place: AuditPlace) {
    records += 1
    add(.unreadable, "", nil, place, "this is longer than \(AuditRecord.maximumBytes) bytes")
  }

  private mutating func take(_ record: ReadAuditRecord, _ place: AuditPlace) {
    var link = AuditChainCheck.Link(sequence: record.sequence, previous: record.previous, hash: record.statedHash, place: place)
    if record.isAltered {
      add(
        .altered, record.writer, record.sequence, place,
        "record \(record.sequence) of \(record.writer) was altered: its bytes have another hash")
      link.otherHash = record.contentHash
      // A record that may not even be of this writer begins no chain, unless it is where one begins.
      if chains[record.writer] == nil, record.sequence > 0 { return }
    }
    guard var chain = chains.removeValue(forKey: record.writer) ?? newChain(record.writer, place) else { return }
    defer { chains[record.writer] = chain }
    guard !record.isAltered else { return chain.check.takeAltered(link, &findings) }
    chain.check.take(link, &findings)
    compareWithHeads(record, place)
    switch record.content {
    case .entry: break
    case .head(let head): takeHead(head, of: record, place, &chain)
    case .opening(let head): if let head, record.sequence == 0, continued.count < AuditVerifier.maximumChains { continued.append(head) }
    }
    checkCoverage(record, place, &chain)
  }

  private mutating func newChain(_ writer: String, _ place: AuditPlace) -> Chain? {
    guard chains.count < AuditVerifier.maximumChains else {
      if !isNotChecked {
        add(
          .notChecked, writer, nil, place,
          "there are more than \(AuditVerifier.maximumChains) writers: \(writer) and others are not checked")
      }
      isNotChecked = true
      return nil
    }
    return Chain(check: AuditChainCheck(writer: writer))
  }

  // MARK: Heads

  private mutating func takeHead(_ head: AuditHead, of record: ReadAuditRecord, _ place: AuditPlace, _ chain: inout Chain) {
    guard head.writer.utf8.elementsEqual(record.writer.utf8), Int64(clamping: head.sequence) == record.sequence - 1,
      head.hash == record.previous
    else {
      let explanation = "the head at record \(record.sequence) of \(record.writer) speaks for another record than the one before it"
      return add(.rewritten, record.writer, record.sequence, place, explanation)
    }
    guard !options.publicKeys.isEmpty else { return }
    if let problem = signatureProblem(head) {
      let since = chain.lastSigned.map { "what came after record \($0)" } ?? "the chain up to here"
      let explanation = "the head at record \(record.sequence) of \(record.writer) \(problem): \(since) may have been written anew"
      return add(.forged, record.writer, record.sequence, place, explanation)
    }
    chain.lastSigned = max(chain.lastSigned ?? 0, Int64(clamping: head.sequence))
    chain.isUnsignedReported = false
  }

  /// nil where it is signed by one of the keys.
  private func signatureProblem(_ head: AuditHead) -> String? {
    guard let signature = head.signature else { return "is not signed" }
    guard let key = options.publicKeys.first(where: { $0.identifier == signature.key }) else {
      return "is signed by key \(signature.key.prefix(32)), which was not given"
    }
    return head.isSigned(by: key) ? nil : "has a signature that is not of key \(key.identifier)"
  }

  private mutating func checkCoverage(_ record: ReadAuditRecord, _ place: AuditPlace, _ chain: inout Chain) {
    // Between two heads stand the first head's own record and at most `maximumHeadInterval` others.
    let allowed = Int64(AuditChain.Settings.maximumHeadInterval) + 2
    let sequence = chain.check.lastSequence
    guard !options.publicKeys.isEmpty, !chain.isUnsignedReported, sequence - (chain.lastSigned ?? 0) > allowed else { return }
    chain.isUnsignedReported = true
    let explanation = "record \(sequence) of \(record.writer) and \(allowed) before it have no signed head, and one should have come"
    add(.unsigned, record.writer, sequence, place, explanation)
  }

  private mutating func compareWithHeads(_ record: ReadAuditRecord, _ place: AuditPlace) {
    guard let head = options.heads.heads[record.writer]?[record.sequence], head.hash != record.statedHash else { return }
    let explanation = "record \(record.sequence) of \(record.writer) has another hash than the log says: it was written anew"
    add(.rewritten, record.writer, record.sequence, place, explanation)
  }

  /// The heads that were given have to be signed too, where they are signed at all: a log can be written by others.
  private mutating func checkHeads() {
    for place in options.heads.unreadable { add(.unreadable, "", nil, place, "this looks like a head and is none") }
    guard !options.publicKeys.isEmpty else { return }
    for (writer, heads) in options.heads.heads.sorted(by: { $0.key < $1.key }) {
      for (sequence, head) in heads.sorted(by: { $0.key < $1.key }) where head.signature != nil {
        guard let problem = signatureProblem(head) else { continue }
        add(.forged, writer, sequence, .end, "the log's head at record \(sequence) of \(writer) \(problem)")
      }
    }
  }

  // MARK: The end

  public mutating func finish() -> AuditReport {
    var report = AuditReport(records: records)
    for writer in chains.keys.sorted() { finish(writer, &report) }
    for writer in options.heads.heads.keys.sorted() {
      if let head = options.heads.newest(of: writer) { checkReaches(head, of: .log, &report) }
    }
    for head in continued { checkReaches(head, of: .nextChain, &report) }
    report.findings = findings.list
    report.findingsNotListed = findings.notListed
    addNotes(&report)
    return report
  }

  private mutating func finish(_ writer: String, _ report: inout AuditReport) {
    guard var chain = chains[writer] else { return }
    if chain.check.finish(allowsExpiredStart: options.allowsExpiredStart, &findings), options.allowsExpiredStart {
      report.notes.append("the beginning of \(writer) is gone")
    }
    chains[writer] = chain
    if !options.publicKeys.isEmpty, chain.lastSigned == nil {
      add(.unsigned, writer, nil, .end, "\(writer) has no signed head at all: every chain of ours that has a key begins with one")
    }
    report.chains.append(
      AuditReport.Chain(
        writer: writer, records: chain.check.records, lastSequence: chain.check.lastSequence, lastSigned: chain.lastSigned))
  }

  private enum HeadSource: String {
    /// Compared with each record as it comes.
    case log = "the log knows"
    case nextChain = "the next chain knows"
  }

  private mutating func checkReaches(_ head: AuditHead, of source: HeadSource, _ report: inout AuditReport) {
    let sequence = Int64(clamping: head.sequence)
    guard let chain = chains[head.writer] else {
      guard !options.allowsExpiredStart else {
        return report.notes.append("\(head.writer) is gone; \(source.rawValue) it up to record \(sequence)")
      }
      return add(.dropped, head.writer, 0, .end, "all of \(head.writer) is missing: \(source.rawValue) record \(sequence)", last: sequence)
    }
    let reached = chain.check.lastSequence
    if reached < sequence {
      add(
        .dropped, head.writer, reached + 1, .end,
        "the end of \(head.writer) is missing: \(source.rawValue) record \(sequence), and record \(reached) is the last here",
        last: sequence)
    } else if chain.check.agrees(sequence: sequence, hash: head.hash) == false, source == .nextChain {
      add(.rewritten, head.writer, sequence, .end, "record \(sequence) of \(head.writer) has another hash than its next chain says")
    }
  }

  private func addNotes(_ report: inout AuditReport) {
    if report.findings.contains(where: { $0.kind == .dropped && $0.sequence == 0 }) {
      report.notes.append("a beginning is missing: where the topic's retention took it, --allow-expired accepts that")
    }
    if report.records == 0 { report.notes.append("there was no record to check") }
    if options.publicKeys.isEmpty {
      report.notes.append("signatures were not checked, so that a rewrite with fitting hashes would not show; give the public key")
    }
    if options.heads.count == 0 {
      report.notes.append("no heads from the log were given, so that newest records which were dropped would not show")
    }
    for chain in report.chains where !options.publicKeys.isEmpty {
      let uncovered = chain.lastSequence - (chain.lastSigned ?? -1)
      // The newest head's own record is never spoken for by itself.
      if uncovered > 1 { report.notes.append("the last \(uncovered) records of \(chain.writer) have no signed head yet") }
    }
  }

  private mutating func add(
    _ kind: AuditFinding.Kind, _ writer: String, _ sequence: Int64?, _ place: AuditPlace, _ explanation: String, last: Int64? = nil
  ) {
    findings.add(
      AuditFinding(
        kind: kind, writer: writer, sequence: sequence, lastSequence: last ?? sequence, place: place, explanation: explanation))
  }
}
