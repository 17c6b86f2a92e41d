import ArresterBase
import Foundation

/// A record as it was read back, with the hash that its bytes have.
struct ReadAuditRecord {
  var writer: String
  var sequence: Int64
  var previous: String
  /// What the record says of itself.
  var statedHash: String
  /// What its bytes give.
  var contentHash: String
  /// Wall time, nanoseconds since 1970 UTC.
  var time: Int64
  var content: Content

  enum Content {
    case opening(continues: AuditHead?)
    case entry
    case head(AuditHead)
  }

  var isAltered: Bool { statedHash != contentHash }

  /// Longer names of writers, and larger numbers, are not ours.
  static let maximumWriterBytes = 512
  static let maximumSequence: Int64 = 1 << 53

  /// - Throws: `Problem` for anything that is no record; never traps, whatever the bytes are.
  init(_ bytes: [UInt8]) throws(Problem) {
    guard bytes.count <= AuditRecord.maximumBytes else { throw Problem(what: "is longer than \(AuditRecord.maximumBytes) bytes") }
    let fields: AuditFields
    do { fields = try JSONDecoder().decode(AuditEnvelope.self, from: Data(bytes)).fields } catch {
      throw Problem(what: "is no audit record")
    }
    guard fields.version == AuditRecord.version else { throw Problem(what: "has version \(fields.version), and 1 is what is read here") }
    guard fields.writer.utf8.count <= ReadAuditRecord.maximumWriterBytes else { throw Problem(what: "names a writer that is too long") }
    guard (0...ReadAuditRecord.maximumSequence).contains(fields.sequence) else { throw Problem(what: "has an impossible sequence") }
    guard AuditSeal.isHash(fields.previous), AuditSeal.isHash(fields.hash), let contentHash = AuditSeal.contentHash(of: bytes) else {
      throw Problem(what: "has no hash where records have it")
    }
    writer = fields.writer
    sequence = fields.sequence
    previous = fields.previous
    statedHash = fields.hash
    self.contentHash = contentHash
    guard let time = Timestamp.parse(fields.at ?? fields.head?.at ?? "") else { throw Problem(what: "has no time") }
    self.time = time
    content = try ReadAuditRecord.content(fields)
  }

  struct Problem: Error {
    /// Follows the place: `line 5 …`.
    var what: String
  }

  private static func content(_ fields: AuditFields) throws(Problem) -> Content {
    switch AuditRecordType(rawValue: fields.type) {
    case .opening:
      guard let continues = fields.continues else { return .opening(continues: nil) }
      guard let head = continues.value else { throw Problem(what: "continues a head that is none") }
      return .opening(continues: head)
    case .entry: return .entry
    case .head:
      guard let head = fields.head?.value else { throw Problem(what: "is a head that speaks for nothing") }
      return .head(head)
    case nil: throw Problem(what: "has an unknown type")
    }
  }
}

/// Finds the chain's fields in either shape of a record.
private struct AuditEnvelope: Decodable {
  var fields: AuditFields

  private enum Keys: String, CodingKey {
    case unmapped
    case arrester
  }

  init(from decoder: any Decoder) throws {
    let root = try decoder.container(keyedBy: Keys.self)
    guard root.contains(.unmapped) else {
      fields = try AuditFields(from: decoder)
      return
    }
    fields = try root.nestedContainer(keyedBy: Keys.self, forKey: .unmapped).decode(AuditFields.self, forKey: .arrester)
  }
}

private struct AuditFields: Decodable {
  var version: Int
  var type: String
  var writer: String
  var sequence: Int64
  var previous: String
  var hash: String
  /// Of a head it stands in the head.
  var at: String?
  var head: AuditHeadFields?
  var continues: AuditHeadFields?
}

/// A head as JSON holds it, in a record and in a line of the log.
struct AuditHeadFields: Decodable {
  var writer: String
  var sequence: Int64
  var hash: String
  var at: String
  var key: String?
  var signature: String?

  /// nil where one of the fields is not what it should be.
  var value: AuditHead? {
    guard writer.utf8.count <= ReadAuditRecord.maximumWriterBytes, (0...ReadAuditRecord.maximumSequence).contains(sequence),
      AuditSeal.isHash(hash), let time = Timestamp.parse(at)
    else { return nil }
    var head = AuditHead(writer: writer, sequence: UInt64(sequence), hash: hash, time: time)
    if let key, let signature, !key.isEmpty {
      guard let bytes = Hexadecimal.bytes(signature) else { return nil }
      head.signature = AuditHead.Signature(key: key, bytes: bytes)
    }
    return head
  }
}

extension AuditRecord {
  /// A record from a file of ours.
  /// - Returns: nil where the bytes are none, or are not those that were written.
  public init?(reading bytes: [UInt8]) {
    guard let record = try? ReadAuditRecord(bytes), !record.isAltered else { return nil }
    self.init(writer: record.writer, sequence: UInt64(clamping: record.sequence), hash: record.statedHash, bytes: bytes)
  }
}
