/// Where the fields of an audit event stand.
typealias KubernetesFields = FieldPlaces<KubernetesField>

extension FieldPlaces<KubernetesField> {
  /// The first string of the field's array, as `extra` has them.
  func first(_ field: KubernetesField) -> JSONString? {
    let token = token(of: field)
    guard token != 0, tokens.byte(token) == UInt8(ascii: "["), tokens.byte(token &+ 1) == UInt8(ascii: "\"") else { return nil }
    return tokens.string(token &+ 1)
  }

  /// An audit event: it says so, or it is an element of a list, whose elements do not, or a store left its version out.
  var isAuditEvent: Bool {
    if let version = self[.apiVersion] { return KubernetesFields.isAuditVersion(version) }
    guard !has(.apiVersion), has(.verb) || has(.object) || has(.requestURI) else { return false }
    return self[.auditID] != nil || self[.kind]?.equals("Event") == true
  }

  /// A list of audit events.
  var isAuditList: Bool {
    guard let kind = self[.kind], kind.equals("EventList"), has(.items) else { return false }
    return self[.apiVersion].map(KubernetesFields.isAuditVersion) ?? !has(.apiVersion)
  }

  private static func isAuditVersion(_ version: JSONString) -> Bool {
    let group: StaticString = "audit.k8s.io/"
    return ASCIIText.startsIgnoringCase(version.raw, UnsafeRawBufferPointer(start: group.utf8Start, count: group.utf8CodeUnitCount))
  }

  /// The request was answered, or the handler broke down: of the stages of one request only the last is an event. A store that
  /// leaves stages out keeps the last.
  var isLastStage: Bool {
    guard let stage = self[.stage] else { return true }
    return !stage.equals("RequestReceived") && !stage.equals("ResponseStarted")
  }

  /// When the change was done. The time at which a request came in is the caller's to choose: a body that is sent slowly would move
  /// its change out of the windows.
  var time: JSONString? { self[.stageTime] ?? self[.receivedTime] ?? self[.timestamp] }

  var hasTime: Bool { has(.stageTime) || has(.receivedTime) || has(.timestamp) }

  /// Refused, wrong or broken down.
  var isFailed: Bool {
    if let code = statusCode { return code >= 400 }
    if self[.status]?.equals("Failure") == true || self[.stage]?.equals("Panic") == true { return true }
    return self[.decision]?.equals("forbid") == true
  }

  /// The HTTP status; nil where there is none.
  private var statusCode: Int? {
    let token = token(of: .code)
    guard token != 0, tokens.byte(token) &- UInt8(ascii: "0") <= 9 else { return nil }
    var code = 0
    for digit in tokens.scalar(token).prefix(6) {
      guard digit &- UInt8(ascii: "0") <= 9 else { break }
      code = code * 10 + Int(digit &- UInt8(ascii: "0"))
    }
    return code > 0 ? code : nil
  }
}
