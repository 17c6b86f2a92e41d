/// Walks one CloudTrail record once and notes where its fields are.
struct CloudTrailReader {
  private static let sharedRecordFields = FieldTable<RecordField>(\.name)
  private static let sharedIdentityFields = FieldTable<IdentityField>(\.name)
  private let recordFields = CloudTrailReader.sharedRecordFields
  private let identityFields = CloudTrailReader.sharedIdentityFields

  /// Reads the object that the cursor stands at; faults stay in the cursor.
  func read(_ cursor: inout JSONCursor, into fields: inout CloudTrailFields) {
    guard cursor.enter(UInt8(ascii: "{")) else { return }
    fields.mayHaveEscapes = cursor.hasEscapes
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if let field = recordFields.find(key) {
        readField(field, &cursor, &fields)
      } else {
        cursor.skipValue()
      }
    }
  }

  private func readField(_ field: RecordField, _ cursor: inout JSONCursor, _ fields: inout CloudTrailFields) {
    switch field {
    case .eventTime:
      fields.hasTime = true
      fields.eventTime = cursor.stringOrSkip()
    case .timestamp, .time: fields.fallbackTime = cursor.stringOrSkip() ?? fields.fallbackTime
    case .eventName: fields.eventName = cursor.stringOrSkip()
    case .eventSource: fields.eventSource = cursor.stringOrSkip()
    case .region: fields.region = cursor.stringOrSkip()
    case .eventID: fields.eventID = cursor.stringOrSkip()
    case .sharedEventID: fields.sharedEventID = cursor.stringOrSkip()
    case .errorCode: fields.errorCode = cursor.stringOrSkip()
    case .recipientAccount: fields.recipientAccount = cursor.stringOrSkip()
    case .eventCategory: fields.eventCategory = cursor.stringOrSkip()
    case .eventType: fields.eventType = cursor.stringOrSkip()
    case .userAgent: fields.userAgent = cursor.stringOrSkip()
    case .readOnly: fields.readOnly = readOnly(&cursor)
    case .managementEvent: fields.isManagementEvent = readOnly(&cursor) != .no
    case .insightDetails:
      fields.hasInsight = true
      cursor.skipValue()
    case .digestStartTime:
      fields.isDigest = true
      cursor.skipValue()
    case .userIdentity: readIdentity(&cursor, &fields)
    case .request: fields.request = cursor.placeThenSkip()
    case .response: fields.response = cursor.placeThenSkip()
    case .resources: fields.resources = cursor.placeThenSkip()
    case .detail: fields.detail = cursor.placeThenSkip()
    case .records, .events: fields.records = cursor.placeThenSkip()
    case .wrapped: fields.wrapped = cursor.stringOrSkip()
    }
  }

  /// A boolean, or its text as LookupEvents and some stores write it.
  private func readOnly(_ cursor: inout JSONCursor) -> CompiledAction.ReadOnly {
    if let text = cursor.stringOrNil() {
      if text.raw.count == 4, ASCIIText.equalsIgnoringCase(text.raw, Self.trueText) { return .yes }
      return ASCIIText.equalsIgnoringCase(text.raw, Self.falseText) ? .no : .absent
    }
    guard let scalar = cursor.scalarOrSkip() else { return .absent }
    if JSONScalar.equals(scalar, "true") { return .yes }
    return JSONScalar.equals(scalar, "false") ? .no : .absent
  }

  private static let trueText = Array("true".utf8)
  private static let falseText = Array("false".utf8)

  private func readIdentity(_ cursor: inout JSONCursor, _ fields: inout CloudTrailFields) {
    fields.forgetIdentity()
    guard cursor.peek == UInt8(ascii: "{") else {
      cursor.skipValue()
      return
    }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      switch identityFields.find(key) {
      case .type: fields.identityType = cursor.stringOrSkip()
      case .arn: fields.identityARN = cursor.stringOrSkip()
      case .account: fields.identityAccount = cursor.stringOrSkip()
      case .accessKey: fields.accessKey = cursor.stringOrSkip()
      case .invokedBy: fields.invokedBy = cursor.stringOrSkip()
      case .sourceIdentity: fields.sourceIdentity = cursor.stringOrSkip()
      case .sessionContext: readSession(&cursor, &fields)
      default: cursor.skipValue()
      }
    }
  }

  private func readSession(_ cursor: inout JSONCursor, _ fields: inout CloudTrailFields) {
    guard cursor.peek == UInt8(ascii: "{") else {
      cursor.skipValue()
      return
    }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      switch identityFields.find(key) {
      case .sourceIdentity: fields.sourceIdentity = cursor.stringOrSkip()
      case .sessionIssuer: readIssuer(&cursor, &fields)
      default: cursor.skipValue()
      }
    }
  }

  private func readIssuer(_ cursor: inout JSONCursor, _ fields: inout CloudTrailFields) {
    guard cursor.peek == UInt8(ascii: "{") else {
      cursor.skipValue()
      return
    }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if identityFields.find(key) == .arn {
        fields.issuerARN = cursor.stringOrSkip()
      } else {
        cursor.skipValue()
      }
    }
  }
}

extension JSONCursor {
  /// The string that comes next; anything else is stepped over.
  @inline(__always)
  mutating func stringOrSkip() -> JSONString? {
    if peek == UInt8(ascii: "\"") { return string() }
    skipValue()
    return nil
  }

  /// The string that comes next; anything else is left where it is.
  @inline(__always)
  mutating func stringOrNil() -> JSONString? { peek == UInt8(ascii: "\"") ? string() : nil }

  /// The number or literal that comes next; anything else is stepped over.
  mutating func scalarOrSkip() -> UnsafeRawBufferPointer? {
    switch peek {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      skipValue()
      return nil
    default: return scalar()
    }
  }

  /// A copy that stands at the next value, which is then stepped over.
  @inline(__always)
  mutating func placeThenSkip() -> JSONCursor {
    let place = self
    skipValue()
    return place
  }
}
