import ArresterBase

/// What a verification found.
public struct AuditReport: Sendable, Equatable {
  /// One chain of the log.
  public struct Chain: Sendable, Equatable {
    public var writer: String
    public var records: Int
    public var lastSequence: Int64
    /// The newest record that a valid signature speaks for; nil where there is none, or no key was given.
    public var lastSigned: Int64?
  }

  /// What was read, the unreadable included.
  public var records = 0
  /// Sorted by name.
  public var chains: [Chain] = []
  public var findings: [AuditFinding] = []
  /// Findings beyond the limit of the list.
  public var findingsNotListed = 0
  /// What could not be checked, and how it could be.
  public var notes: [String] = []

  public var isIntact: Bool { findings.isEmpty }

  /// A line for each finding and note, then the sum.
  public var lines: [String] {
    var lines = findings.map(\.description)
    if findingsNotListed > 0 { lines.append("… and \(findingsNotListed) more findings") }
    lines += notes.map { "note: \($0)" }
    let read = "\(records) records in \(chains.count) \(chains.count == 1 ? "chain" : "chains")"
    let count = findings.count + findingsNotListed
    lines.append(isIntact ? "intact: \(read)" : "BROKEN: \(count) \(count == 1 ? "finding" : "findings") in \(read)")
    return lines
  }

  public var json: [UInt8] {
    var json = JSONText(capacity: 1024)
    json.object { json in
      json.field("intact", isIntact)
      json.field("records", records)
      json.key("chains")
      json.array { json in for chain in chains { json.object { chain.writeFields(to: &$0) } } }
      json.key("findings")
      json.array { json in for finding in findings { json.object { finding.writeFields(to: &$0) } } }
      json.field("findingsNotListed", findingsNotListed)
      json.field("notes", notes)
    }
    return json.bytes
  }
}

extension AuditReport.Chain {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("writer", writer)
    json.field("records", records)
    json.field("lastSequence", Int(lastSequence))
    if let lastSigned { json.field("lastSigned", Int(lastSigned)) }
  }
}

extension AuditFinding {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("kind", kind.rawValue)
    json.field("writer", writer)
    if let sequence { json.field("sequence", Int(sequence)) }
    if let lastSequence { json.field("lastSequence", Int(lastSequence)) }
    json.field("place", place.description)
    json.field("explanation", explanation)
  }
}
