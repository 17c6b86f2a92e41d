/// Where the fields of a CloudTrail record stand; what they say is looked at when it is asked for.
struct CloudTrailFields {
  let tokens: JSONTokens
  /// By field: the token of its value; 0, the token that a text begins with, where it is absent.
  private var places = InlineArray<40, UInt32>(repeating: 0)
  /// The time of what the record was held in.
  var envelopeTime: JSONString?

  init(_ tokens: JSONTokens) { self.tokens = tokens }

  @inline(__always)
  mutating func note(_ field: CloudTrailField, at token: Int) { places[Int(field.rawValue)] = UInt32(truncatingIfNeeded: token) }

  @inline(__always)
  func has(_ field: CloudTrailField) -> Bool { places[Int(field.rawValue)] != 0 }

  /// The field's string; nil where it is absent or anything else.
  @inline(__always)
  subscript(_ field: CloudTrailField) -> JSONString? {
    let token = Int(places[Int(field.rawValue)])
    return token != 0 && tokens.byte(token) == UInt8(ascii: "\"") ? tokens.string(token) : nil
  }

  /// Where the field's value begins, for a second look.
  @inline(__always)
  func cursor(at field: CloudTrailField) -> JSONCursor? {
    has(field) ? JSONCursor(tokens, at: Int(places[Int(field.rawValue)])) : nil
  }

  /// Of an identity that stands twice the last counts, whole: no principal is put together from two.
  mutating func forgetIdentity() {
    var field = Int(CloudTrailField.identityType.rawValue)
    while field <= Int(CloudTrailField.issuerARN.rawValue) {
      places[field] = 0
      field += 1
    }
  }

  /// `@timestamp` or the envelope's `time`, whichever comes last: used where the record has no `eventTime`.
  var fallbackTime: JSONString? {
    let isTimeLast = places[Int(CloudTrailField.time.rawValue)] > places[Int(CloudTrailField.timestamp.rawValue)]
    let (last, first) = isTimeLast ? (CloudTrailField.time, CloudTrailField.timestamp) : (.timestamp, .time)
    return self[last] ?? self[first] ?? envelopeTime
  }

  var readOnly: CompiledAction.ReadOnly { flag(.readOnly) }

  var isManagementEvent: Bool { flag(.managementEvent) != .no }

  /// A boolean, or its text as LookupEvents and some stores write it.
  private func flag(_ field: CloudTrailField) -> CompiledAction.ReadOnly {
    let token = Int(places[Int(field.rawValue)])
    switch tokens.byte(token) {
    case UInt8(ascii: "t"): return .yes
    case UInt8(ascii: "f"): return .no
    case UInt8(ascii: "\""):
      let text = tokens.string(token).raw
      if ASCIIText.equalsIgnoringCase(text, CloudTrailFields.trueText) { return .yes }
      return ASCIIText.equalsIgnoringCase(text, CloudTrailFields.falseText) ? .no : .absent
    default: return .absent
    }
  }

  private static let trueText = Array("true".utf8)
  private static let falseText = Array("false".utf8)

  /// A service on its own: `AWSService`, or an identity with nothing but an invoker, as events that are no API calls have it.
  var isServiceAlone: Bool {
    guard let type = self[.identityType] else {
      return self[.issuerARN] == nil && self[.identityARN] == nil && !(self[.invokedBy]?.isEmpty ?? true)
    }
    return type.equals("AWSService")
  }
}
