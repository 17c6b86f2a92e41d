/// The documents that take permissions away.
///
/// Those that are attached to the principal itself name nobody, so there is nothing in them that a principal's name could change.
enum DenyDocuments {
  /// A customer managed policy, characters without white space. Source: IAM quotas.
  static let maximumManagedPolicy = 6144
  /// A service control policy. Source: Organizations quotas: 5,120 in older organizations, 10,240 in newer ones.
  static let maximumServiceControlPolicy = 5120

  /// Denies everything but the reads that there is room for: it errs towards denying them.
  ///
  /// Changing IAM, assuming roles, passing them and making keys are no reads: it denies its own removal.
  static func writes(within limit: Int = maximumManagedPolicy, for principal: ConditionText? = nil) -> PolicyDocument {
    largest(within: limit, ReadPatterns.all.map { cost($0) }) { count in
      PolicyDocument(statements: [
        deny("ArresterDeniesAllButReads", .allBut(Array(ReadPatterns.all.prefix(count))), principal),
        deny("ArresterDeniesReadsThatHandOutAccess", .only(ReadPatterns.handingOutAccess), principal),
      ])
    }
  }

  /// Denies what destroys, ways to other permissions, and every service that it does not know.
  static func destruction(within limit: Int = maximumManagedPolicy, for principal: ConditionText? = nil) -> PolicyDocument {
    largest(within: limit, DestructivePatterns.services.map { cost("\($0.name):*") + $0.denied.reduce(0) { $0 + cost($1) } }) { count in
      let services = DestructivePatterns.services.prefix(count)
      return PolicyDocument(statements: [
        deny("ArresterDeniesOtherServices", .allBut(services.map { "\($0.name):*" } + DestructivePatterns.readOnly), principal),
        deny("ArresterDeniesDestruction", .only(services.flatMap(\.denied)), principal),
        deny("ArresterDeniesWaysRound", .only(DestructivePatterns.waysRound + ReadPatterns.handingOutAccess), principal),
      ])
    }
  }

  private static func deny(
    _ identifier: String, _ actions: PolicyDocument.Statement.Actions, _ principal: ConditionText?
  ) -> PolicyDocument.Statement {
    let condition = principal.map { PolicyDocument.Statement.Condition(test: "ArnEquals", key: "aws:PrincipalArn", values: [$0.text]) }
    return PolicyDocument.Statement(identifier: identifier, effect: .deny, actions: actions, conditions: condition.map { [$0] } ?? [])
  }

  /// Of one more text in a list: with its quotes and comma. None of the patterns needs an escape.
  private static func cost(_ pattern: String) -> Int { pattern.utf8.count + 3 }

  /// The document with as many entries, in their order, as fit.
  private static func largest(within limit: Int, _ costs: [Int], _ make: (Int) -> PolicyDocument) -> PolicyDocument {
    var left = limit - make(0).characters
    var count = 0
    for cost in costs {
      left -= cost
      guard left >= 0 else { break }
      count += 1
    }
    return make(count)
  }
}

/// A principal's ARN that a condition compares as it is: without what IAM would take for a wildcard or a variable.
struct ConditionText: Sendable, Equatable {
  let text: String

  /// nil: it holds `*`, `?` or `$`, which `ArnEquals` would read as something else, and which has no escape that is known to work in
  /// every part of an ARN. No name of a role or user may hold them; a path may.
  init?(_ arn: String) {
    guard !arn.utf8.contains(where: { [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "$")].contains($0) }) else { return nil }
    text = arn
  }
}
