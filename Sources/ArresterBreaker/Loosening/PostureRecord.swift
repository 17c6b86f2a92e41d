import ArresterBase

/// The posture in force, as it stands on the breakers topic: what a start or a reload is compared with.
public struct PostureRecord: Sendable, Equatable {
  public internal(set) var revision: UInt64
  /// nil where another version of the program wrote it, so that it cannot be compared: then any other hash counts as looser.
  public let posture: SafetyPosture?
  public let hash: String
  /// Wall time at which it was put in force, nanoseconds since 1970 UTC.
  public let since: Int64
  /// Who asked for it and who agreed, where it was looser than the one before; empty otherwise.
  public let approvedBy: [String]

  init(revision: UInt64, posture: SafetyPosture, since: Int64, approvedBy: [String]) {
    self.revision = revision
    self.posture = posture.ordered
    hash = posture.hash
    self.since = since
    self.approvedBy = approvedBy
  }

  fileprivate init(revision: UInt64, incomparable hash: String, since: Int64, approvedBy: [String]) {
    self.revision = revision
    posture = nil
    self.hash = hash
    self.since = since
    self.approvedBy = approvedBy
  }

  func writeFields(to json: inout JSONText) {
    json.field("type", RecordType.posture.rawValue)
    json.field("revision", revision: revision)
    json.field("since", time: since)
    json.field("approvedBy", approvedBy)
    json.field("hash", hash)
    guard let posture else { return }
    json.key("posture")
    json.object { posture.writeFields(to: &$0) }
  }
}

struct PostureRecordContent: Decodable {
  private enum Field: String, CodingKey {
    case since
    case approvedBy
    case hash
    case posture
  }

  private let since: String
  private let approvedBy: [String]
  private let hash: String
  private let posture: PostureContent?

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Field.self)
    since = try fields.decode(String.self, forKey: .since)
    approvedBy = try fields.decode([String].self, forKey: .approvedBy)
    hash = try fields.decode(String.self, forKey: .hash)
    // Never as if there were none in force: the first installation is free.
    posture = try? fields.decode(PostureContent.self, forKey: .posture)
  }

  func value(revision: UInt64) throws(RecordError) -> PostureRecord {
    guard hash.utf8.count <= RequestLimits.maximumName, approvedBy.allSatisfy({ $0.utf8.count <= RequestLimits.maximumName }) else {
      throw RecordError(code: .badField, detail: "hash or approvedBy is too long")
    }
    let since = try RecordError.time("since", since)
    if let posture = try? posture?.value() {
      let record = PostureRecord(revision: revision, posture: posture, since: since, approvedBy: approvedBy)
      if record.hash.isSameName(as: hash) { return record }
    }
    return PostureRecord(revision: revision, incomparable: hash, since: since, approvedBy: approvedBy)
  }
}
