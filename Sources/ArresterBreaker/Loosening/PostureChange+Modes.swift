import ArresterEvents

/// Mode rules are ordered globs over principals and scopes: which of two lists is looser cannot be seen by comparing them rule by
/// rule. So each pair of a rule that would shadow and a rule that enforced is asked whether some breaker can fall from the one to the
/// other; a pair is dropped only where that is impossible.
extension PostureChange {
  mutating func compareModes(_ inForce: SafetyPosture, _ next: SafetyPosture) {
    for words in PostureChange.falls(from: inForce.orderedRules, to: next.orderedRules, leaving: .enforce) {
      note(isLooser: true, words)
    }
    for words in PostureChange.falls(from: inForce.orderedRules, to: next.orderedRules, leaving: .shadow) {
      note(isLooser: false, words)
    }
  }

  /// What may leave a mode. Never misses any; where globs overlap in part, it may name a pair that no principal is in.
  private static func falls(from old: [ModeRule], to new: [ModeRule], leaving mode: BreakerMode) -> [String] {
    var words: [String] = []
    for (index, rule) in new.enumerated() where rule.mode != mode {
      for (oldIndex, oldRule) in old.enumerated() where oldRule.mode == mode && rule.kindsMeet(oldRule) {
        // Whatever the old rule covered is decided in this mode before the new rule is asked …
        let isKept = new[..<index].contains { $0.mode == mode && $0.covers(oldRule) }
        // … or whatever the new rule covers was decided otherwise before the old one was asked.
        let wasOut = old[..<oldIndex].contains { $0.mode != mode && $0.covers(rule) }
        if !isKept, !wasOut { words.append(rule.words(beside: oldRule)) }
      }
    }
    return words
  }
}

extension SafetyPosture {
  /// With the default as the last rule.
  fileprivate var orderedRules: [ModeRule] { modes + [ModeRule(kind: nil, scope: "*", mode: defaultMode)] }
}

extension ModeRule {
  fileprivate func kindsMeet(_ other: ModeRule) -> Bool { kind == nil || other.kind == nil || kind == other.kind }

  /// Whether every breaker that `other` matches is matched by this rule. A `*` of the other is a run of bytes like any to a `*` of
  /// ours, but a `?` of ours is one byte only: with one, only the same glob counts.
  fileprivate func covers(_ other: ModeRule) -> Bool {
    guard kind == nil || kind == other.kind else { return false }
    if scope.isSameName(as: other.scope) { return true }
    return !scope.utf8.contains(UInt8(ascii: "?")) && ScopeGlob(scope).matches(other.scope)
  }

  fileprivate func words(beside old: ModeRule) -> String {
    let both = kind ?? old.kind
    let whom = both.map { "\($0.name) principals" } ?? "every kind of principal"
    return "mode for \(whom) in \(scopeWords(beside: old)) was \(old.mode.rawValue), would be \(mode.rawValue)"
  }

  private func scopeWords(beside old: ModeRule) -> String {
    if scope.isSameName(as: old.scope) || ModeRule.matches(old.scope, scope) { return scope }
    if ModeRule.matches(scope, old.scope) { return old.scope }
    return "\(scope) that is in \(old.scope) too"
  }

  private static func matches(_ glob: String, _ scope: String) -> Bool { ScopeGlob(glob).matches(scope) }
}
