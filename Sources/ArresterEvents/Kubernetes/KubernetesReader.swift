/// Walks one audit event once and notes where its fields are. Belongs to one thread.
final class KubernetesReader {
  private typealias Trail = KeyTrail<KubernetesField>

  private let event = Trail(KubernetesKeys.event, other: .other)
  private let user = Trail(KubernetesKeys.user, other: .other)
  private let extra = Trail(KubernetesKeys.extra, other: .other)
  private let impersonated = Trail(KubernetesKeys.impersonated, other: .other)
  private let object = Trail(KubernetesKeys.object, other: .other)
  private let status = Trail(KubernetesKeys.status, other: .other)
  private let annotations = Trail(KubernetesKeys.annotations, other: .other)
  private let shapes = RecordShapes<KubernetesField>()

  /// Whether a text begins as audit events do: by its first key, as API servers and stores that sort keys write it. A guess that
  /// saves a walk: what begins otherwise is recognised all the same.
  @inline(__always)
  static func begins(_ tokens: JSONTokens) -> Bool {
    guard tokens.byte(1) == UInt8(ascii: "\"") else { return false }
    // Every text that got here has a byte behind the quote. CloudTrail's own records begin with `eventVersion`.
    switch tokens.base.load(fromByteOffset: Int(tokens.positions[1]) &+ 1, as: UInt8.self) {
    case UInt8(ascii: "k"), UInt8(ascii: "l"), UInt8(ascii: "a"): return isFirstKey(tokens)
    default: return false
    }
  }

  private static func isFirstKey(_ tokens: JSONTokens) -> Bool {
    let key = tokens.string(1)
    return key.equals("kind") || key.equals("level") || key.equals("apiVersion") || key.equals("annotations") || key.equals("auditID")
  }

  /// Reads the object that the cursor stands at; faults stay in the cursor.
  /// - Complexity: O(tokens), no allocation.
  func read(_ cursor: inout JSONCursor, into fields: inout KubernetesFields) {
    let isWhole = cursor.isAtBeginning
    if isWhole, shapes.recall(&fields) { return cursor.moveToEnd() }
    cursor.move(to: readObject(cursor.next, event, &fields))
    if isWhole, cursor.fault == nil, cursor.isAtEnd { shapes.learn(fields) }
  }

  private func readObject(_ start: Int, _ trail: Trail, _ fields: inout KubernetesFields) -> Int {
    fields.readObject(start, trail, shapes) { readInner($0, $1, &$2) }
  }

  private func readInner(_ field: KubernetesField, _ value: Int, _ fields: inout KubernetesFields) -> Int {
    let isObject = fields.tokens.byte(value) == UInt8(ascii: "{")
    switch field {
    case .user: fields.forget(.userName, through: .podName)
    case .impersonatedUser: fields.forget(.impersonatedName, through: .impersonatedName)
    case .object: fields.forget(.resource, through: .group)
    case .responseStatus: fields.forget(.code, through: .status)
    default: break
    }
    guard isObject else { return fields.tokens.skipValue(value) }
    switch field {
    case .user: return readObject(value, user, &fields)
    case .userExtra: return readObject(value, extra, &fields)
    case .impersonatedUser: return readObject(value, impersonated, &fields)
    case .object: return readObject(value, object, &fields)
    case .responseStatus: return readObject(value, status, &fields)
    default: return readObject(value, annotations, &fields)
    }
  }
}
