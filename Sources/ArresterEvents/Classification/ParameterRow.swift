/// A row of the parameter table, ready to be tried.
struct ParameterRow: Sendable {
  let action: String
  let conditions: [(path: ParameterPath, test: ParameterTest)]
  let effect: Effect?
  let severity: UInt8?
  let flags: EventFlags
  let reason: String

  init(_ row: ParametersFile.Row) {
    action = row.action
    conditions = row.when.map { (ParameterPath($0.parameter), ParameterTest($0)) }
    effect = row.effect
    severity = row.irreversible == true ? 8 : row.severity
    var flags = EventFlags()
    for label in row.flags ?? [] { flags.formUnion(EventFlags(label: label) ?? []) }
    if let strike = row.oneStrike { flags.formUnion(ActionCatalog.flags(of: strike)) }
    self.flags = flags
    reason = row.reason
  }
}

/// What a parameter's value must be.
enum ParameterTest: Sendable {
  case isText([UInt8])
  case isNotText([UInt8])
  case atMost(Double)
  case exists(Bool)

  init(_ condition: ParametersFile.Condition) {
    if let text = condition.is {
      self = .isText(Array(text.lowercased().utf8))
    } else if let text = condition.isNot {
      self = .isNotText(Array(text.lowercased().utf8))
    } else if let bound = condition.atMost {
      self = .atMost(bound)
    } else {
      self = .exists(condition.exists ?? true)
    }
  }

  /// "Is not" means that no value is.
  var isDenial: Bool {
    if case .isNotText = self { return true }
    return false
  }

  /// Whether it holds for one value; nil where the record has no such parameter.
  func holds(_ value: UnsafeRawBufferPointer?) -> Bool {
    switch self {
    case .isText(let text): value.map { ASCIIText.equalsIgnoringCase($0, text) } ?? false
    case .isNotText(let text): value.map { !ASCIIText.equalsIgnoringCase($0, text) } ?? true
    case .atMost(let bound): value.flatMap { Double($0.text) }.map { $0 <= bound } ?? false
    case .exists(let wanted): (value != nil) == wanted
    }
  }
}
