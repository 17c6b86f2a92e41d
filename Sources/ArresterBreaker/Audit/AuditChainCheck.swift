/// Checks one chain as its records come by, and says what was done to it. Memory is bounded, however long the chain is.
///
/// The newest record is kept as a slot with every record that claims its sequence: which of them is right shows when the next one
/// names one of their hashes. A record that comes too early is set aside until it is clear whether those between were dropped, or it
/// was moved or put in.
struct AuditChainCheck {
  let writer: String
  private(set) var records = 0
  /// -1 before the first record: its hash is what the first one names.
  private var slot = Slot(sequence: -1, before: nil, candidates: [Link(sequence: -1, previous: "", hash: AuditRecord.noHash, place: .end)])
  private var ahead: [Link] = []
  private var missing: [MissingRecords] = []
  private var recent = RecentHashes()
  /// One that is altered, and whose sequence therefore says nothing: it may be the next.
  private var altered: Link?

  /// A record's place in the chain, as it says itself.
  struct Link {
    var sequence: Int64
    var previous: String
    var hash: String
    var place: AuditPlace
    /// Of a record whose stated hash is not that of its bytes, the other one: either may be what the next record names.
    var otherHash: String?
    /// The chain went on without it.
    var isOvertaken = false

    func isNamed(by previous: String) -> Bool { hash == previous || otherHash == previous }
  }

  private struct Slot {
    var sequence: Int64
    /// The hash of the record before, where it is known.
    var before: String?
    var candidates: [Link]

    /// Which one to believe where nothing names any of them.
    var best: Link { candidates.first { $0.previous == before } ?? candidates[0] }
  }

  /// Above these, what is oldest is decided as it looks.
  private static let maximumAhead = 64
  private static let maximumMissing = 64
  private static let maximumCandidates = 8

  init(writer: String) { self.writer = writer }

  /// The newest sequence; -1 where there is none.
  var lastSequence: Int64 { slot.sequence }

  /// What is known of a record that has come by; nil where it is too long ago.
  func agrees(sequence: Int64, hash: String) -> Bool? {
    if sequence == slot.sequence { return slot.candidates.contains { $0.isNamed(by: hash) } }
    return recent.agrees(sequence, hash)
  }

  /// A record whose hash is its own.
  mutating func take(_ link: Link, _ findings: inout AuditFindings) {
    records += 1
    place(link, &findings)
  }

  /// A record whose hash is not that of its bytes, already reported: it keeps its place, so that it is reported once.
  mutating func takeAltered(_ link: Link, _ findings: inout AuditFindings) {
    records += 1
    guard link.sequence == slot.sequence + 1 else {
      altered = link
      return
    }
    advance(to: inPlace(link), &findings)
  }

  /// An altered record may have lost the hash that it named, too.
  private func inPlace(_ link: Link) -> Link {
    var link = link
    link.sequence = slot.sequence + 1
    if !slot.candidates.contains(where: { $0.isNamed(by: link.previous) }) { link.previous = slot.best.hash }
    return link
  }

  private mutating func place(_ link: Link, _ findings: inout AuditFindings) {
    if let altered, link.sequence == slot.sequence + 2, altered.isNamed(by: link.previous) {
      self.altered = nil
      advance(to: inPlace(altered), &findings)
    }
    switch link.sequence - slot.sequence {
    case 1: advance(to: link, &findings)
    case 0: addCandidate(link, &findings)
    case 2...: placeAhead(link, &findings)
    default: placeLate(link, &findings)
    }
  }

  // MARK: In order

  private mutating func advance(to link: Link, _ findings: inout AuditFindings) {
    let chosen = slot.candidates.first { $0.isNamed(by: link.previous) } ?? slot.best
    settle(chosen, &findings)
    slot = Slot(
      sequence: link.sequence, before: chosen.isNamed(by: link.previous) ? link.previous : chosen.hash, candidates: [link])
    for index in ahead.indices { ahead[index].isOvertaken = true }
    sweepAhead(&findings)
  }

  private mutating func addCandidate(_ link: Link, _ findings: inout AuditFindings) {
    if slot.candidates.contains(where: { $0.hash == link.hash }) {
      report(.duplicated, link, &findings)
    } else if slot.candidates.count < AuditChainCheck.maximumCandidates {
      slot.candidates.append(link)
    } else {
      report(.inserted, link, &findings)
    }
  }

  /// The slot is left: one of its records is the chain's, the others were put in.
  private mutating func settle(_ chosen: Link, _ findings: inout AuditFindings) {
    guard slot.sequence >= 0 else { return }
    for other in slot.candidates where other.hash != chosen.hash { report(.inserted, other, &findings) }
    if let before = slot.before, chosen.previous != before {
      let explanation =
        chosen.sequence == 0
        ? "record 0 of \(writer) names a record before it, and is the first"
        : "record \(chosen.sequence) of \(writer) does not name the hash of record \(chosen.sequence - 1): one of the two was written anew"
      findings.add(finding(.rewritten, chosen, explanation))
    }
    recent.add(slot.sequence, chosen.hash)
  }

  // MARK: Too early

  private mutating func placeAhead(_ link: Link, _ findings: inout AuditFindings) {
    if ahead.contains(where: { $0.sequence == link.sequence && $0.hash == link.hash }) { return report(.duplicated, link, &findings) }
    if let index = ahead.lastIndex(where: { $0.sequence + 1 == link.sequence && $0.isNamed(by: link.previous) }) {
      jump(toAhead: index, &findings)
      return place(link, &findings)
    }
    ahead.append(link)
    if ahead.count > AuditChainCheck.maximumAhead { jump(toAhead: 0, &findings) }
  }

  /// The chain goes on at a record that came too early: those between are missing, unless they come later.
  private mutating func jump(toAhead index: Int, _ findings: inout AuditFindings) {
    let link = ahead.remove(at: index)
    guard link.sequence > slot.sequence + 1 else { return advance(to: link, &findings) }
    let chosen = slot.best
    settle(chosen, &findings)
    addMissing(
      MissingRecords(
        first: slot.sequence + 1, last: link.sequence - 1, hashBefore: chosen.hash, hashOfLast: link.previous, revealedAt: link.place),
      &findings)
    slot = Slot(sequence: link.sequence, before: nil, candidates: [link])
    // Those that came before it and belong before it are what is left of the records between.
    let survivors = ahead[..<index].filter { $0.sequence < link.sequence }
    ahead = ahead[..<index].filter { $0.sequence >= link.sequence } + ahead[index...]
    for survivor in survivors { fill(survivor, isLate: false, &findings) }
    sweepAhead(&findings)
  }

  /// What came too early, now that the chain has gone on.
  private mutating func sweepAhead(_ findings: inout AuditFindings) {
    guard !ahead.isEmpty else { return }
    let passed = ahead.filter { $0.sequence <= slot.sequence }
    ahead.removeAll { $0.sequence <= slot.sequence }
    for link in passed { report(agrees(sequence: link.sequence, hash: link.hash) == true ? .duplicated : .inserted, link, &findings) }
    let next = slot.sequence + 1
    guard
      let index = ahead.firstIndex(where: { link in
        link.sequence == next && slot.candidates.contains { $0.isNamed(by: link.previous) }
      })
    else { return }
    let link = ahead.remove(at: index)
    report(.reordered, link, &findings)
    advance(to: link, &findings)
  }

  // MARK: Too late

  private mutating func placeLate(_ link: Link, _ findings: inout AuditFindings) {
    if missing.contains(where: { $0.contains(link.sequence) }) { return fill(link, isLate: true, &findings) }
    report(recent.agrees(link.sequence, link.hash) == true ? .duplicated : .inserted, link, &findings)
  }

  /// A record of those that were missing.
  private mutating func fill(_ link: Link, isLate: Bool, _ findings: inout AuditFindings) {
    guard let index = missing.firstIndex(where: { $0.contains(link.sequence) }) else {
      return report(.inserted, link, &findings)
    }
    let range = missing.remove(at: index)
    if !range.fits(link) {
      findings.add(
        finding(.rewritten, link, "record \(link.sequence) of \(writer) does not fit between the records around it: it was written anew"))
    } else if isLate {
      report(.reordered, link, &findings)
    }
    for part in range.without(link) { addMissing(part, &findings) }
    recent.add(link.sequence, link.hash)
  }

  private mutating func addMissing(_ range: MissingRecords, _ findings: inout AuditFindings) {
    missing.append(range)
    if missing.count > AuditChainCheck.maximumMissing { reportDropped(missing.removeFirst(), &findings) }
  }

  // MARK: The end

  /// Decides what was left open.
  /// - Parameter allowsExpiredStart: a missing beginning is no finding.
  /// - Returns: whether the beginning is missing.
  mutating func finish(allowsExpiredStart: Bool, _ findings: inout AuditFindings) -> Bool {
    for link in ahead where link.isOvertaken { report(.inserted, link, &findings) }
    ahead.removeAll { $0.isOvertaken }
    while !ahead.isEmpty { jump(toAhead: 0, &findings) }
    if slot.sequence >= 0 { settle(slot.best, &findings) }
    let isCutAtStart = missing.contains { $0.first == 0 }
    for range in missing.sorted(by: { $0.first < $1.first }) where !(allowsExpiredStart && range.first == 0) {
      reportDropped(range, &findings)
    }
    missing = []
    return isCutAtStart
  }

  // MARK: Saying it

  private func report(_ kind: AuditFinding.Kind, _ link: Link, _ findings: inout AuditFindings) {
    let explanation =
      kind == .inserted
      ? "record \(link.sequence) of \(writer) is not of the chain: it was put in"
      : AuditFindings.words(kind, writer, link.sequence, link.sequence)
    findings.add(finding(kind, link, explanation))
  }

  private func reportDropped(_ range: MissingRecords, _ findings: inout AuditFindings) {
    let words = AuditFindings.words(.dropped, writer, range.first, range.last)
    findings.add(
      AuditFinding(
        kind: .dropped, writer: writer, sequence: range.first, lastSequence: range.last, place: range.revealedAt,
        explanation: "\(words) before this one"))
  }

  private func finding(_ kind: AuditFinding.Kind, _ link: Link, _ explanation: String) -> AuditFinding {
    AuditFinding(
      kind: kind, writer: writer, sequence: link.sequence, lastSequence: link.sequence, place: link.place, explanation: explanation)
  }
}
