/// Walks one CloudTrail record once and notes where its fields are. Belongs to one thread.
struct CloudTrailReader {
  private typealias Trail = KeyTrail<CloudTrailField>

  private let record = Trail(CloudTrailKeys.record, other: .other)
  private let identity = Trail(CloudTrailKeys.identity, other: .other)
  private let session = Trail(CloudTrailKeys.session, other: .other)
  private let issuer = Trail(CloudTrailKeys.issuer, other: .other)

  /// Reads the object that the cursor stands at; faults stay in the cursor.
  /// - Complexity: O(tokens), no allocation.
  func read(_ cursor: inout JSONCursor, into fields: inout CloudTrailFields) {
    cursor.move(to: readObject(cursor.next, record, &fields))
  }

  /// - Returns: the token behind the object, or a fault.
  private func readObject(_ start: Int, _ trail: Trail, _ fields: inout CloudTrailFields) -> Int {
    let tokens = fields.tokens
    guard tokens.byte(start) == UInt8(ascii: "{") else { return tokens.faulty(at: start) }
    var at = start &+ 1
    if tokens.byte(at) == UInt8(ascii: "}") { return at &+ 1 }
    var place = trail.beginning
    while true {
      let value = tokens.skipKey(at)
      if value < 0 { return value }
      let field = trail.field(of: tokens.string(at), after: &place)
      fields.note(field, at: value)
      at = field.hasFields ? readInner(field, value, &fields) : tokens.skipValue(value)
      if at < 0 { return at }
      let next = tokens.byte(at)
      if next == UInt8(ascii: ",") {
        at &+= 1
      } else {
        return next == UInt8(ascii: "}") ? at &+ 1 : tokens.faulty(at: at)
      }
    }
  }

  private func readInner(_ field: CloudTrailField, _ value: Int, _ fields: inout CloudTrailFields) -> Int {
    if field == .userIdentity { fields.forgetIdentity() }
    guard fields.tokens.byte(value) == UInt8(ascii: "{") else { return fields.tokens.skipValue(value) }
    switch field {
    case .userIdentity: return readObject(value, identity, &fields)
    case .sessionContext: return readObject(value, session, &fields)
    default: return readObject(value, issuer, &fields)
    }
  }
}
