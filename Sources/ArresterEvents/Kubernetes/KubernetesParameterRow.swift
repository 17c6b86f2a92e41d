/// A row of the parameter table, ready to be tried.
struct KubernetesParameterRow: Sendable {
  /// Where a condition's path begins.
  enum Root: String, Sendable {
    case request, response, objectRef

    init?(of path: String) { self.init(rawValue: String(path.prefix { $0 != "." })) }

    var field: KubernetesField {
      switch self {
      case .request: .request
      case .response: .response
      case .objectRef: .object
      }
    }
  }

  struct Condition: Sendable {
    let root: Root
    let path: ParameterPath
    /// nil: the field is there and says nothing.
    let test: ParameterTest?
  }

  let glob: Glob
  let conditions: [Condition]
  let effect: Effect?
  let severity: UInt8?
  let flags: EventFlags
  let reason: String

  init(_ row: KubernetesActionsFile.ParameterRow) {
    glob = Glob(row.action)
    conditions = row.when.compactMap(KubernetesParameterRow.condition)
    effect = row.effect
    severity = row.severity
    flags = EventFlags.of(labels: row.flags, oneStrike: row.oneStrike)
    reason = row.reason
  }

  private static func condition(_ condition: KubernetesActionsFile.Condition) -> Condition? {
    guard let root = Root(of: condition.parameter) else { return nil }
    let test = ParametersFile.Condition(
      parameter: condition.parameter, is: condition.is, isNot: condition.isNot, atMost: condition.atMost, exists: condition.exists)
    return Condition(
      root: root, path: ParameterPath(condition.parameter), test: condition.isEmpty == true ? nil : ParameterTest(test))
  }

  /// - Complexity: O(the objects it looks into); no allocation but for numbers longer than a small string holds.
  /// - Parameter request: the request's body, spelt plainly.
  func holds(_ fields: KubernetesFields, _ request: JSONCursor?) -> Bool {
    for condition in conditions {
      let place = condition.root == .request ? request : fields.cursor(at: condition.root.field)
      if let test = condition.test {
        guard ParameterSearch.holds(test, place, condition.path.tail) else { return false }
      } else {
        guard let place, EmptySearch.isEmpty(place, condition.path.tail) else { return false }
      }
    }
    return true
  }
}

/// Whether a field is there and says nothing.
enum EmptySearch {
  /// Through objects and, since a JSON patch is one, the array that a request may be.
  static func isEmpty(_ place: JSONCursor, _ path: ParameterPath.Steps) -> Bool {
    var cursor = place
    guard cursor.peek == UInt8(ascii: "[") else { return inObject(cursor, path) }
    cursor.advance()
    var isFirst = true
    while cursor.nextElement(&isFirst) {
      if inObject(cursor, path) { return true }
      cursor.skipValue()
    }
    return false
  }

  /// Recursion is as deep as the path.
  private static func inObject(_ place: JSONCursor, _ path: ParameterPath.Steps) -> Bool {
    var cursor = place
    guard !path.isEmpty else { return saysNothing(cursor) }
    guard cursor.peek == UInt8(ascii: "{") else { return false }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if path.begins(with: key.raw), inObject(cursor, path.rest) { return true }
      cursor.skipValue()
    }
    return false
  }

  private static func saysNothing(_ place: JSONCursor) -> Bool {
    var cursor = place
    switch cursor.peek {
    case UInt8(ascii: "\""): return cursor.string()?.isEmpty ?? false
    case UInt8(ascii: "n"): return true
    case UInt8(ascii: "["):
      cursor.advance()
      return cursor.peek == UInt8(ascii: "]")
    case UInt8(ascii: "{"):
      cursor.advance()
      return cursor.peek == UInt8(ascii: "}")
    default: return false
    }
  }
}

extension EventFlags {
  /// The flags that a row of a table names; labels that there are none of are left out.
  static func of(labels: [String]?, oneStrike: OneStrikeClass?) -> EventFlags {
    var flags = EventFlags()
    for label in labels ?? [] { flags.formUnion(EventFlags(label: label) ?? []) }
    if let oneStrike { flags.formUnion(ActionCatalog.flags(of: oneStrike)) }
    return flags
  }
}
