/// Everything the tables know about actions; immutable, shared by all decoders.
public struct ActionCatalog: Sendable {
  let levels: [String: AccessLevelsFile.AccessLevel]
  let overrides: [String: ActionsFile.Override]
  private let verbs: VerbTable
  private let services: [String: String]
  private let oneStrikes: [String: OneStrikeClass]
  private let statefulTypes: TypeSet
  let resourceRules: [String: ResourceRule]
  let parameterRows: [String: [ParameterRow]]
  let secretSuffixTypes: Set<String>
  let scoping: RegionScoping
  public let disposable: [Glob]
  private let fanOutServices: [[UInt8]]

  public init(tables: ActionTables, lists: ClassificationLists) {
    var levels: [String: AccessLevelsFile.AccessLevel] = [:]
    for (service, byLevel) in tables.accessLevels.services {
      for (level, operations) in byLevel { for operation in operations { levels["\(service):\(operation)"] = level } }
    }
    self.levels = levels
    overrides = tables.actions.actions
    verbs = VerbTable(tables.actions.verbs)
    services = tables.actions.services
    oneStrikes = Dictionary(lists.oneStrike.map { ($0.action, $0.class) }, uniquingKeysWith: { first, _ in first })
    statefulTypes = TypeSet(lists.statefulTypes)
    resourceRules = tables.resources.actions.mapValues(ResourceRule.init)
    parameterRows = Dictionary(grouping: tables.parameters.rows.map(ParameterRow.init), by: \.action)
    secretSuffixTypes = Set(tables.resources.secretSuffixTypes)
    scoping = RegionScoping(globalServices: Set(lists.globalServices), globalEndpointServices: lists.globalEndpointServices)
    disposable = lists.disposable.map(Glob.init)
    fanOutServices = lists.fanOutServices.map { Array($0.utf8) }
  }

  /// Whether `invokedBy` is a service that acts for its caller.
  func isFanOut(_ invoker: UnsafeRawBufferPointer) -> Bool { fanOutServices.contains { $0.elementsEqual(invoker) } }

  /// The action's name for a record's `eventSource` and `eventName`.
  public func actionName(eventSource: String, eventName: String) -> (service: String, operation: String) {
    let service = ActionName.service(ofEventSource: eventSource)
    return (services[service] ?? service, ActionName.operation(eventName))
  }

  /// Classifies by, in order: the override table, the record's own `readOnly`, the access level, the verb.
  public func classify(service: String, operation: String, readOnly: Bool?) -> Classification {
    let action = "\(service):\(operation)"
    let verb = verbs.find(operation)
    var result = Classification(
      action: action, effect: .unknown, severity: 0, flags: [], resourceType: resourceType(service, operation, verb?.prefix),
      decidedBy: .none, explanation: "no table knows it")
    let level = levels[action]
    decideEffect(&result, override: overrides[action], readOnly: readOnly, level: level, verb: verb)
    if level == .permissions { result.flags.insert(.permission) }
    if level == .tagging { result.flags.insert(.tagging) }
    if result.effect == .unknown { result.flags.insert(.unknownAction) }
    applyOverride(&result, overrides[action])
    applyLists(&result)
    return result
  }

  private func decideEffect(
    _ result: inout Classification, override: ActionsFile.Override?, readOnly: Bool?, level: AccessLevelsFile.AccessLevel?,
    verb: (prefix: String, effect: Effect)?
  ) {
    if let effect = override?.effect {
      result.effect = effect
      result.decidedBy = .override
    } else if let readOnly {
      result.decidedBy = .readOnly
      result.explanation = "the record says readOnly: \(readOnly)" + (readOnly ? "" : ", \(verbText(verb))")
      result.effect = readOnly ? .read : change(verb, level, isKnown: level != nil || verb != nil)
    } else if let level {
      result.decidedBy = .accessLevel
      let reads = level == .read || level == .list
      result.explanation = "access level \(level.rawValue)" + (reads ? "" : ", \(verbText(verb))")
      result.effect = reads ? .read : change(verb, level, isKnown: true)
    } else if let verb {
      result.decidedBy = .verb
      result.explanation = verbText(verb)
      result.effect = verb.effect
    }
  }

  /// What a call that is known to change something does. Tagging and a verb of reading both mean: it modifies.
  private func change(_ verb: (prefix: String, effect: Effect)?, _ level: AccessLevelsFile.AccessLevel?, isKnown: Bool) -> Effect {
    guard isKnown else { return .unknown }
    guard level != .tagging, let effect = verb?.effect, effect != .read else { return .modify }
    return effect
  }

  private func verbText(_ verb: (prefix: String, effect: Effect)?) -> String {
    verb.map { "verb \($0.prefix) is \($0.effect.name)" } ?? "no verb of the table"
  }

  private func applyOverride(_ result: inout Classification, _ override: ActionsFile.Override?) {
    result.severity = Classification.defaultSeverity(result.effect)
    guard let override else { return }
    result.explanation = override.effect == nil ? "\(result.explanation); \(override.reason)" : override.reason
    if let severity = override.severity, result.effect.isDestructive { result.severity = severity }
    if override.irreversible == true { result.severity = 8 }
    for label in override.flags ?? [] { result.flags.formUnion(EventFlags(label: label) ?? []) }
  }

  private func applyLists(_ result: inout Classification) {
    if result.severity == 8 { result.flags.insert(.irreversible) }
    if statefulTypes.contains(result.resourceType) { result.flags.insert(.stateful) }
    if let strike = oneStrikes[result.action] { result.flags.formUnion(ActionCatalog.flags(of: strike)) }
  }

  static func flags(of strike: OneStrikeClass) -> EventFlags {
    strike == .guardrail ? [.oneStrike, .guardrailStrike, .guardrail] : [.oneStrike]
  }

  private func resourceType(_ service: String, _ operation: String, _ verb: String?) -> String {
    if let rule = resourceRules["\(service):\(operation)"] { return rule.type }
    let noun = ActionName.singular(String(operation.dropFirst(verb?.count ?? 0)))
    return "\(service):\(noun.isEmpty ? operation : noun)"
  }
}
