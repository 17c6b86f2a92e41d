import ArresterEvents

/// Something wrong with a policy.
public struct PolicyProblem: Sendable, Equatable, CustomStringConvertible {
  /// Where it is, as a path of keys: `mode[1].scope`.
  public var path: String
  /// What is wrong, and what would be right.
  public var detail: String

  public var description: String { "\(path): \(detail)" }
}

extension BreakerPolicy {
  /// Every problem at once; empty if there is none.
  public func validate() -> [PolicyProblem] {
    numberProblems() + scopeProblems() + protectedProblems() + enforcerProblems()
  }

  private func numberProblems() -> [PolicyProblem] {
    let atLeastOne: [(String, Int64)] = [
      ("hold.firstSeconds", holds.firstSeconds), ("heldEvidenceSeconds", heldEvidenceSeconds),
      ("probation.writes", Int64(probationWrites)), ("probation.seconds", probationSeconds), ("halt.seconds", haltSeconds),
      ("reminderSeconds", reminderSeconds), ("caps.maximumPerHour", Int64(caps.maximumPerHour)),
      ("caps.maximumPerMinute", Int64(caps.maximumPerMinute)), ("limits.breakers", Int64(maximumBreakers)),
      ("limits.pageLatches", Int64(maximumPageLatches)),
    ]
    var problems = atLeastOne.filter { $0.1 < 1 }.map { PolicyProblem(path: $0.0, detail: "is \($0.1); it must be at least 1") }
    if holds.maximumSeconds < holds.firstSeconds {
      problems.append(
        PolicyProblem(path: "hold.maximumSeconds", detail: "is \(holds.maximumSeconds); the first hold is \(holds.firstSeconds)"))
    }
    if !(0...100).contains(caps.percentOfPrincipals) {
      problems.append(PolicyProblem(path: "caps.percentOfPrincipals", detail: "is \(caps.percentOfPrincipals); it must be 0 to 100"))
    }
    return problems
  }

  /// A glob that catches a protected principal never acts on it; naming one outright is a mistake, whatever the mode.
  private func scopeProblems() -> [PolicyProblem] {
    modes.enumerated().compactMap { index, rule in
      let path = "mode[\(index)].scope"
      if rule.scope.isEmpty { return PolicyProblem(path: path, detail: "is empty; `*` means everything") }
      guard ScopeGlob(rule.scope).isLiteral, let glob = protected.first(where: { Glob($0).matches(rule.scope) }) else { return nil }
      return PolicyProblem(path: path, detail: "names \(rule.scope), which is protected by `\(glob)`; leave it out of the scope")
    }
  }

  private func protectedProblems() -> [PolicyProblem] {
    protected.enumerated().compactMap { index, glob in
      glob.isEmpty ? PolicyProblem(path: "protected[\(index)]", detail: "is empty; it would protect nobody") : nil
    }
  }

  private func enforcerProblems() -> [PolicyProblem] {
    var names: Set<String> = []
    var problems: [PolicyProblem] = []
    for (index, enforcer) in enforcers.enumerated() {
      let path = "enforcers[\(index)]"
      if enforcer.name.isEmpty { problems.append(PolicyProblem(path: path + ".name", detail: "is empty")) }
      if !names.insert(enforcer.name).inserted {
        problems.append(
          PolicyProblem(path: path + ".name", detail: "`\(enforcer.name)` is there twice; confirmations could not be told apart"))
      }
      if enforcer.platforms.isEmpty {
        problems.append(PolicyProblem(path: path + ".platforms", detail: "is empty; it would never be called"))
      }
    }
    return problems
  }
}
