/// `kubernetes-actions.json`: what verbs do to resources, and what parameters make of it.
public struct KubernetesActionsFile: Decodable, Sendable {
  public var format: String
  /// `group/resource` -> the group under which the same objects are known: `extensions/deployments` -> `apps`.
  public var groups: [String: String]
  public var verbs: [String: Effect]
  /// Types whose loss is the loss of state: rule 4 looks at these.
  public var statefulTypes: [String]
  /// The first row whose glob matches decides.
  public var actions: [Row]
  /// The first row whose glob matches and whose conditions all hold decides, over `actions`.
  public var parameters: [ParameterRow]

  public struct Row: Decodable, Sendable {
    /// A glob on `group:resource[/subresource]:verb`.
    public var action: String
    public var effect: Effect?
    public var severity: UInt8?
    public var flags: [String]?
    public var oneStrike: OneStrikeClass?
    public var reason: String
  }

  public struct ParameterRow: Decodable, Sendable {
    public var action: String
    public var when: [Condition]
    public var effect: Effect?
    public var severity: UInt8?
    public var flags: [String]?
    public var oneStrike: OneStrikeClass?
    public var reason: String
  }

  /// All that are given must hold for the scalar at `parameter`: `request.…`, `response.…` or `objectRef.…`.
  public struct Condition: Decodable, Sendable {
    public var parameter: String
    public var `is`: String?
    public var isNot: String?
    public var atMost: Double?
    public var exists: Bool?
    /// The field is there and says nothing: null, `""`, `[]` or `{}`.
    public var isEmpty: Bool?
  }
}

extension KubernetesActionsFile {
  /// What JSON's grammar cannot say about the table.
  public var problems: [String] {
    let rows = actions.map { ($0.action, $0.severity, $0.flags) } + parameters.map { ($0.action, $0.severity, $0.flags) }
    var problems = rows.flatMap { action, severity, flags in
      var found = (flags ?? []).filter { EventFlags(label: $0) == nil }.map { "\(action): no flag '\($0)'" }
      if let severity, ![0, 1, 3, 5, 8].contains(severity) { found.append("\(action): severity must be 0, 1, 3, 5 or 8") }
      return found
    }
    for row in parameters {
      for condition in row.when where KubernetesParameterRow.Root(of: condition.parameter) == nil {
        problems.append("\(row.action): '\(condition.parameter)' begins with neither request, response nor objectRef")
      }
    }
    return problems
  }
}
