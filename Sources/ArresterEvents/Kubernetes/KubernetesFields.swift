/// Where the fields of an audit event stand; what they say is looked at when it is asked for.
struct KubernetesFields {
  let tokens: JSONTokens
  /// By field: the token of its value; 0, the token that a text begins with, where it is absent.
  private var places = InlineArray<40, UInt32>(repeating: 0)

  init(_ tokens: JSONTokens) { self.tokens = tokens }

  @inline(__always)
  mutating func note(_ field: KubernetesField, at token: Int) { places[Int(field.rawValue)] = UInt32(truncatingIfNeeded: token) }

  @inline(__always)
  func has(_ field: KubernetesField) -> Bool { places[Int(field.rawValue)] != 0 }

  /// The field's string; nil where it is absent or anything else.
  @inline(__always)
  subscript(_ field: KubernetesField) -> JSONString? {
    let token = Int(places[Int(field.rawValue)])
    return token != 0 && tokens.byte(token) == UInt8(ascii: "\"") ? tokens.string(token) : nil
  }

  /// The first string of the field's array, as `extra` has them.
  func first(_ field: KubernetesField) -> JSONString? {
    let token = Int(places[Int(field.rawValue)])
    guard token != 0, tokens.byte(token) == UInt8(ascii: "["), tokens.byte(token &+ 1) == UInt8(ascii: "\"") else { return nil }
    return tokens.string(token &+ 1)
  }

  /// Where the field's value begins, for a second look.
  @inline(__always)
  func cursor(at field: KubernetesField) -> JSONCursor? {
    has(field) ? JSONCursor(tokens, at: Int(places[Int(field.rawValue)])) : nil
  }

  /// Of an object that stands twice the last counts, whole: no caller is put together from two.
  mutating func forget(_ first: KubernetesField, through last: KubernetesField) {
    var field = Int(first.rawValue)
    while field <= Int(last.rawValue) {
      places[field] = 0
      field += 1
    }
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
    let token = Int(places[Int(KubernetesField.code.rawValue)])
    guard token != 0, tokens.byte(token) &- UInt8(ascii: "0") <= 9 else { return nil }
    var code = 0
    for digit in tokens.scalar(token).prefix(6) {
      guard digit &- UInt8(ascii: "0") <= 9 else { break }
      code = code * 10 + Int(digit &- UInt8(ascii: "0"))
    }
    return code > 0 ? code : nil
  }
}
