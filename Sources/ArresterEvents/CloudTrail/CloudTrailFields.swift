/// Where the fields of a CloudTrail record stand.
typealias CloudTrailFields = FieldPlaces<CloudTrailField>

extension FieldPlaces<CloudTrailField> {
  /// `@timestamp` or the envelope's `time`, whichever comes last: used where the record has no `eventTime`.
  var fallbackTime: JSONString? {
    let isTimeLast = token(of: .time) > token(of: .timestamp)
    let (last, first) = isTimeLast ? (CloudTrailField.time, CloudTrailField.timestamp) : (.timestamp, .time)
    return self[last] ?? self[first]
  }

  /// Takes over the time of what the record is held in, which is of the same text, where it has none of its own.
  mutating func takeFallbackTime(of outer: CloudTrailFields) {
    guard fallbackTime == nil else { return }
    note(.timestamp, at: outer.token(of: .timestamp))
    note(.time, at: outer.token(of: .time))
  }

  var readOnly: CompiledAction.ReadOnly { flag(.readOnly) }

  var isManagementEvent: Bool { flag(.managementEvent) != .no }

  /// A boolean, or its text as LookupEvents and some stores write it.
  private func flag(_ field: CloudTrailField) -> CompiledAction.ReadOnly {
    let token = token(of: field)
    switch tokens.byte(token) {
    case UInt8(ascii: "t"): return .yes
    case UInt8(ascii: "f"): return .no
    case UInt8(ascii: "\""):
      let text = tokens.string(token).raw
      if ASCIIText.equalsIgnoringCase(text, BooleanText.yes) { return .yes }
      return ASCIIText.equalsIgnoringCase(text, BooleanText.no) ? .no : .absent
    default: return .absent
    }
  }

  /// A service on its own: `AWSService`, or an identity with nothing but an invoker, as events that are no API calls have it.
  var isServiceAlone: Bool {
    guard let type = self[.identityType] else {
      return self[.issuerARN] == nil && self[.identityARN] == nil && !(self[.invokedBy]?.isEmpty ?? true)
    }
    return type.equals("AWSService")
  }
}

private enum BooleanText {
  static let yes = Array("true".utf8)
  static let no = Array("false".utf8)
}
