/// Walks one CloudTrail record once and notes where its fields are. Belongs to one thread.
final class CloudTrailReader {
  private typealias Trail = KeyTrail<CloudTrailField>

  private let record = Trail(CloudTrailKeys.record, other: .other)
  private let identity = Trail(CloudTrailKeys.identity, other: .other)
  private let session = Trail(CloudTrailKeys.session, other: .other)
  private let issuer = Trail(CloudTrailKeys.issuer, other: .other)
  private let shapes = RecordShapes<CloudTrailField>()

  /// Reads the object that the cursor stands at; faults stay in the cursor.
  /// - Complexity: O(tokens), no allocation.
  func read(_ cursor: inout JSONCursor, into fields: inout CloudTrailFields) {
    let isWhole = cursor.isAtBeginning
    if isWhole, shapes.recall(&fields) { return cursor.moveToEnd() }
    cursor.move(to: readObject(cursor.next, record, &fields))
    if isWhole, cursor.fault == nil, cursor.isAtEnd { shapes.learn(fields) }
  }

  private func readObject(_ start: Int, _ trail: Trail, _ fields: inout CloudTrailFields) -> Int {
    fields.readObject(start, trail, shapes) { readInner($0, $1, &$2) }
  }

  private func readInner(_ field: CloudTrailField, _ value: Int, _ fields: inout CloudTrailFields) -> Int {
    if field == .userIdentity { fields.forget(.identityType, through: .issuerARN) }
    guard fields.tokens.byte(value) == UInt8(ascii: "{") else { return fields.tokens.skipValue(value) }
    switch field {
    case .userIdentity: return readObject(value, identity, &fields)
    case .sessionContext: return readObject(value, session, &fields)
    default: return readObject(value, issuer, &fields)
    }
  }
}
