import ArresterEngine
import ArresterEvents

/// Verdicts by what they say, why, and about whom. Every combination that can be is there from the start, so that the first of its kind
/// shows as a rise.
struct VerdictTallies: Sendable, Equatable {
  struct Key: Hashable, Sendable {
    var type: Verdict.Kind
    /// nil for warnings.
    var rule: Rule?
    var kind: PrincipalKind
  }

  private var counts: [Key: Int] = [:]

  mutating func count(_ verdicts: some Sequence<Verdict>) {
    for verdict in verdicts { counts[Key(type: verdict.type, rule: verdict.rule, kind: verdict.principalKind), default: 0] += 1 }
  }

  subscript(key: Key) -> Int { counts[key] ?? 0 }

  static let keys: [Key] = Verdict.Kind.allCases.flatMap { type in
    let rules: [Rule?] = type == .warn ? [nil] : Rule.allCases
    return rules.flatMap { rule in PrincipalKind.allCases.map { Key(type: type, rule: rule, kind: $0) } }
  }
}
