/// Something that is wrong with an audit log, and where.
public struct AuditFinding: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// No record of ours: not JSON, cut off, too long, or of a layout that is not known.
    case unreadable
    /// Its bytes are not those that its hash was made of.
    case altered
    /// Its hash is its own, but what follows it, a head or the log names another.
    case rewritten
    /// A record that must have been there is not.
    case dropped
    case reordered
    /// A second, different record under a sequence that the chain already has, or one that the chain never reaches.
    case inserted
    case duplicated
    /// A head with a signature that is not of a key that was given.
    case forged
    /// Keys were given, and nothing is signed for longer than it should be.
    case unsigned
    /// More chains than are checked.
    case notChecked
  }

  public var kind: Kind
  /// Empty where the record does not say.
  public var writer: String
  /// The first record concerned; nil where the record does not say.
  public var sequence: Int64?
  /// The last record concerned, for several in a row; else as `sequence`.
  public var lastSequence: Int64?
  public var place: AuditPlace
  /// Without the place.
  public var explanation: String

  /// One sentence: where, and what.
  public var description: String { "\(place): \(explanation)" }
}

/// Where a record stands.
public enum AuditPlace: Sendable, Equatable, CustomStringConvertible {
  case line(Int)
  case offset(topic: String, partition: Int, offset: Int64)
  /// A line of the file of heads.
  case headLine(Int)
  case end

  public var description: String {
    switch self {
    case .line(let number): "line \(number)"
    case .offset(let topic, let partition, let offset): "\(topic)/\(partition) offset \(offset)"
    case .headLine(let number): "line \(number) of the heads"
    case .end: "end"
    }
  }
}

/// Findings in the order in which they were made, with those of one kind that touch made one, and not more than a limit.
struct AuditFindings {
  private(set) var list: [AuditFinding] = []
  /// Made after the list was full.
  private(set) var notListed = 0
  let maximum: Int

  mutating func add(_ finding: AuditFinding) {
    if let last = list.last, let joined = AuditFindings.join(last, finding) {
      list[list.count - 1] = joined
    } else if list.count < maximum {
      list.append(finding)
    } else {
      notListed += 1
    }
  }

  /// A block that was moved is one finding, not one for each of its records.
  private static func join(_ last: AuditFinding, _ next: AuditFinding) -> AuditFinding? {
    guard last.kind == next.kind, [.reordered, .duplicated].contains(next.kind), last.writer.utf8.elementsEqual(next.writer.utf8),
      let end = last.lastSequence, next.sequence == end + 1
    else { return nil }
    var joined = last
    joined.lastSequence = next.lastSequence
    joined.explanation = words(next.kind, next.writer, last.sequence ?? 0, next.lastSequence ?? 0)
    return joined
  }

  /// The sentence for findings that may be of several records.
  static func words(_ kind: AuditFinding.Kind, _ writer: String, _ first: Int64, _ last: Int64) -> String {
    let several = first != last
    let records = "\(several ? "records \(first) to \(last)" : "record \(first)") of \(writer)"
    switch kind {
    case .reordered: return "\(records) \(several ? "do" : "does") not stand in order"
    case .duplicated: return "\(records) \(several ? "come" : "comes") a second time"
    default: return "\(records) \(several ? "are" : "is") missing"
    }
  }
}
