/// Where one action's record names what it touched.
struct ResourceRule: Sendable {
  let type: String
  let names: [ParameterPath]
  let join: [ParameterPath]

  init(_ rule: ResourcesFile.Rule) {
    type = rule.type
    names = (rule.names ?? []).map(ParameterPath.init)
    join = (rule.join ?? []).map(ParameterPath.init)
    let parents = Set(names.map { Array($0.steps.dropLast()) })
    isOfOneParent = names.count > 1 && parents.count == 1 && (names.first?.steps.count ?? 0) > 2
  }

  /// All names stand side by side in the same object.
  let isOfOneParent: Bool
}

/// A dotted path of keys, compared without regard to case.
struct ParameterPath: Sendable {
  /// Each step in lower case.
  let steps: [[UInt8]]

  /// As the table spells it.
  let text: String

  init(_ text: String) {
    self.text = text
    steps = text.split(separator: ".").map { Array($0.lowercased().utf8) }
  }

  /// The same path without its first step.
  var tail: ArraySlice<[UInt8]> { steps.dropFirst() }

  var isRequest: Bool { steps.first == ParameterPath.request }

  private static let request = Array("request".utf8)
}

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

enum ASCIIText {
  /// `lower` is in lower case already.
  @inline(__always)
  static func equalsIgnoringCase(_ text: UnsafeRawBufferPointer, _ lower: [UInt8]) -> Bool {
    text.count == lower.count && lower.withUnsafeBytes { startsIgnoringCase(text, $0) }
  }

  @inline(__always)
  static func startsIgnoringCase(_ text: UnsafeRawBufferPointer, _ lower: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= lower.count else { return false }
    for index in 0..<lower.count {
      let byte = text[index]
      if (byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte) != lower[index] { return false }
    }
    return true
  }
}
