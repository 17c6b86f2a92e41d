/// Everything the table knows about Kubernetes actions; immutable, shared by all decoders.
public struct KubernetesCatalog: Sendable {
  private let groups: [String: String]
  private let verbs: [String: Effect]
  private let statefulTypes: TypeSet
  private let rows: [Row]
  private let parameters: [KubernetesParameterRow]

  private struct Row: Sendable {
    let glob: Glob
    let effect: Effect?
    let severity: UInt8?
    let flags: EventFlags
    let reason: String
  }

  /// Knows no action: every write is one of unknown effect.
  public static let empty = KubernetesCatalog(
    KubernetesActionsFile(format: "", groups: [:], verbs: [:], statefulTypes: [], actions: [], parameters: []))

  public init(_ file: KubernetesActionsFile) {
    groups = file.groups
    verbs = file.verbs
    statefulTypes = TypeSet(file.statefulTypes)
    rows = file.actions.map {
      Row(
        glob: Glob($0.action), effect: $0.effect, severity: $0.severity,
        flags: EventFlags.of(labels: $0.flags, oneStrike: $0.oneStrike), reason: $0.reason)
    }
    parameters = file.parameters.map(KubernetesParameterRow.init)
  }

  /// Classifies by, in order: the first row that matches, the verb. Not for the event path: decoders remember the answer.
  /// - Parameters:
  ///   - group: empty for the core group.
  ///   - subresource: empty where there is none.
  public func classify(group: String, resource: String, subresource: String, verb: String) -> Classification {
    let type = "\(groups["\(group)/\(resource)"] ?? (group.isEmpty ? "core" : group)):\(resource)"
    let place = subresource.isEmpty ? type : "\(type)/\(subresource)"
    let action = "\(place):\(verb)"
    var result = Classification(
      action: action, effect: .unknown, severity: 0, flags: [], resourceType: type, decidedBy: .none, explanation: "no table knows it")
    if let effect = verbs[verb] {
      result.effect = effect == .create && !subresource.isEmpty ? .modify : effect
      result.decidedBy = .verb
      result.explanation = "verb \(verb) is \(result.effect.name)"
    }
    let row = rows.first { $0.glob.matches(action) }
    apply(row, &result)
    if verb == "deletecollection", row?.severity == nil, result.effect == .delete {
      let single = classify(group: group, resource: resource, subresource: subresource, verb: "delete")
      result.severity = KubernetesCatalog.severityOfMany(single.severity)
      result.flags.formUnion(single.flags)
    }
    if result.effect == .unknown { result.flags.insert(.unknownAction) }
    if result.severity == 8 { result.flags.insert(.irreversible) }
    if statefulTypes.contains(type) { result.flags.insert(.stateful) }
    return result
  }

  private func apply(_ row: Row?, _ result: inout Classification) {
    if let effect = row?.effect { result.effect = effect }
    result.severity = row?.severity ?? Classification.defaultSeverity(result.effect)
    if !result.effect.isDestructive { result.severity = 0 }
    guard let row else { return }
    result.flags = row.flags
    result.decidedBy = .override
    result.explanation = row.reason
  }

  /// A collection is a container of what is in it; one of things that weigh nothing weighs nothing.
  private static func severityOfMany(_ severity: UInt8) -> UInt8 {
    switch severity {
    case 0: 0
    case 1: 3
    default: max(5, severity)
    }
  }

  func parameterRows(for action: String) -> [KubernetesParameterRow] { parameters.filter { $0.glob.matches(action) } }
}
