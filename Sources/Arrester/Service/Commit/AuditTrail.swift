import ArresterBase
import ArresterBreaker

/// The audit log of this instance, on its way into transactions. Belongs to the consuming thread.
///
/// An entry gets its place in the chain when a transaction takes it, and the chain moves on only once that is committed: an abort
/// leaves no gap.
final class AuditTrail {
  /// What one transaction writes.
  struct Step: Sendable {
    var entries: [AuditEntry]
    var records: [AuditRecord]
    var heads: [AuditHead]
    fileprivate var next: AuditChain
  }

  let instance: String
  /// The newest record of this instance's chain before, which the new one names.
  private let continues: AuditHead?
  private var chain: AuditChain
  private var waiting: [AuditEntry] = []

  init(instance: String, startedAt wallTime: Int64, continuing: AuditHead? = nil, _ settings: AuditChain.Settings) {
    self.instance = instance
    continues = continuing
    chain = AuditChain(instance: instance, startedAt: wallTime, settings)
  }

  var isEmpty: Bool { waiting.isEmpty }
  /// Entries that no transaction has taken yet.
  var count: Int { waiting.count }

  func note(_ entry: AuditEntry) { waiting.append(entry) }

  /// Everything that waits, put into the chain.
  /// - Parameter isLast: the chain ends with this, and with a head.
  /// - Returns: nil where there is nothing to write.
  /// - Throws: where libcrypto does not sign.
  func take(at wallTime: Int64, isLast: Bool = false) throws -> Step? {
    var next = chain
    var step = Step(entries: waiting, records: [], heads: [], next: next)
    if waiting.isEmpty, next.last == nil || !(isLast || next.isHeadDue(at: wallTime)) { return nil }
    if next.last == nil { step.add(try next.open(continuing: continues, at: wallTime)) }
    for entry in waiting { step.add(try next.append(entry, at: wallTime)) }
    if isLast || next.isHeadDue(at: wallTime) { step.add(try next.appendHead(at: wallTime)) }
    step.next = next
    waiting.removeAll()
    return step
  }

  /// It is committed.
  func keep(_ step: Step) { chain = step.next }

  /// It never will be. Decisions are decided again by whoever owns the partition now; what people and enforcers did is told again.
  func giveBack(_ step: Step) { waiting = step.entries.filter { $0.action != .tripDecided } + waiting }

  /// What the next owner of the partitions decides again is not told twice.
  func forgetDecisions() { waiting.removeAll { $0.action == .tripDecided } }
}

extension AuditTrail.Step {
  fileprivate mutating func add(_ appended: AuditChain.Appended) {
    records += appended.records
    if let head = appended.head { heads.append(head) }
  }
}
