import ArresterBase

@testable import ArresterBreaker

/// A generator whose numbers are the same on every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea, Flood, 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Chains to tamper with.
enum AuditChains {
  static let seed = [UInt8](repeating: 7, count: 32)

  static func key() throws -> Ed25519.PrivateKey { try Ed25519.PrivateKey(fileContent: seed) }

  static func settings(isSigned: Bool, recordsPerHead: Int = 25) throws -> AuditChain.Settings {
    var settings = AuditChain.Settings(product: "0.0.0", signingKey: isSigned ? try key() : nil)
    settings.recordsPerHead = recordsPerHead
    return settings
  }

  /// Some of every action, with names that JSON has to escape.
  static func entry(_ number: Int) -> AuditEntry {
    let actions = AuditAction.allCases
    let phase = number.isMultiple(of: 2) ? AuditPhase.intent : .result
    return AuditEntry(
      phase, actions[number % actions.count], by: number.isMultiple(of: 3) ? .person("ann") : .enforcer("aws"),
      key: number.isMultiple(of: 5) ? nil : makeKey("arn:aws:iam::1:role/\"a\(number % 7)\"\n"), trip: "trip\(number)",
      request: number.isMultiple(of: 4) ? "request\(number)" : nil, at: noon + Int64(number) * second,
      outcome: phase == .result ? .success : nil, detail: "number \(number)")
  }

  /// A chain of its opening, its head and `count` entries, with heads where they fall due.
  static func make(
    _ instance: String = "a", entries count: Int = 200, isSigned: Bool = true, continuing: AuditHead? = nil, at start: Int64 = noon
  ) throws -> (records: [AuditRecord], heads: [AuditHead], chain: AuditChain) {
    var chain = AuditChain(instance: instance, startedAt: start, try settings(isSigned: isSigned))
    let opened = try chain.open(continuing: continuing, at: start)
    var records = opened.records
    var heads = [opened.head].compactMap(\.self)
    for number in 0..<count {
      let appended = try chain.append(entry(number), at: start + Int64(number) * second)
      records += appended.records
      if let head = appended.head { heads.append(head) }
    }
    return (records, heads, chain)
  }

  static func verify(
    _ lines: [[UInt8]], isKeyKnown: Bool = true, heads: [AuditHead] = [], allowsExpiredStart: Bool = false
  ) throws -> AuditReport {
    var options = AuditVerifier.Options()
    if isKeyKnown { options.publicKeys = [try key().publicKey] }
    for head in heads { options.heads.add(head) }
    options.allowsExpiredStart = allowsExpiredStart
    var verifier = AuditVerifier(options)
    for (index, line) in lines.enumerated() { verifier.take(line, at: .line(index + 1)) }
    return verifier.finish()
  }

  /// The same records written anew from `index` on, with hashes that fit, by someone who has no key.
  /// - Parameter change: what is done to the text of the first one.
  static func rewrite(_ records: [AuditRecord], from index: Int, _ change: (String) -> String) -> [[UInt8]] {
    var lines = records[..<index].map(\.bytes)
    var previous: String?
    for record in records[index...] {
      var text = String(decoding: record.bytes, as: UTF8.self)
      let depth = text.reversed().prefix { $0 == "}" }.count
      text = text.replacing(#","hash":"\#(record.hash)""#, with: "")
      if let previous {
        let old = records[Int(record.sequence) - 1].hash
        text = text.replacing(old, with: previous)
      } else {
        text = change(text)
      }
      let (hash, bytes) = AuditSeal.seal(Array(text.utf8), depth: depth)
      lines.append(bytes)
      previous = hash
    }
    return lines
  }
}

extension AuditReport {
  func has(_ kind: AuditFinding.Kind, _ writer: String, _ sequence: Int) -> Bool {
    findings.contains { finding in
      finding.kind == kind && finding.writer == writer
        && (finding.sequence ?? .max)...(max(finding.lastSequence ?? .min, finding.sequence ?? .max)) ~= Int64(sequence)
    }
  }
}
