import ArresterBase

/// What a record says beside its place in the chain.
enum AuditContent {
  case entry(AuditEntry)
  case head(AuditHead)
  /// The first record: the head of the chain that this one goes on from, where one is known.
  case opening(AuditOpening)
}

/// What a chain's first record says.
struct AuditOpening: Equatable {
  var time: Int64
  var continues: AuditHead?
  /// `Ed25519.PublicKey.identifier`; nil where heads are not signed.
  var signingKey: String?
}

extension AuditRecord {
  /// - Parameter product: the version of Arrester, for OCSF.
  static func make(_ content: AuditContent, writer: String, sequence: UInt64, previous: String, product: String) -> AuditRecord {
    let link = AuditLink(writer: writer, sequence: sequence, previous: previous)
    var json = JSONText(capacity: 1024)
    var depth = 1
    json.object { json in
      if case .entry(let entry) = content, let activity = RemediationActivity(entry, link) {
        activity.write(to: &json, product: product)
        json.key("unmapped")
        json.object { json in
          json.key("arrester")
          json.object { link.write(content, to: &$0) }
        }
        depth = 3
      } else {
        link.write(content, to: &json)
      }
    }
    let (hash, bytes) = AuditSeal.seal(json.bytes, depth: depth)
    return AuditRecord(writer: writer, sequence: sequence, hash: hash, bytes: bytes)
  }
}

/// A record's place in its chain.
struct AuditLink {
  var writer: String
  var sequence: UInt64
  var previous: String

  func write(_ content: AuditContent, to json: inout JSONText) {
    json.field("version", AuditRecord.version)
    switch content {
    case .entry: json.field("type", AuditRecordType.entry.rawValue)
    case .head: json.field("type", AuditRecordType.head.rawValue)
    case .opening: json.field("type", AuditRecordType.opening.rawValue)
    }
    json.field("writer", writer)
    json.field("sequence", Int(clamping: sequence))
    json.field("previous", previous)
    switch content {
    case .entry(let entry): entry.writeFields(to: &json)
    case .head(let head):
      json.key("head")
      json.object { head.writeFields(to: &$0) }
    case .opening(let opening): opening.writeFields(to: &json)
    }
  }
}

enum AuditRecordType: String {
  case opening
  case entry
  case head
}

extension AuditOpening {
  func writeFields(to json: inout JSONText) {
    json.field("at", Timestamp.format(time))
    if let signingKey { json.field("signingKey", signingKey) }
    guard let continues else { return }
    json.key("continues")
    json.object { continues.writeFields(to: &$0) }
  }
}

extension AuditEntry {
  func writeFields(to json: inout JSONText) {
    json.field("at", Timestamp.format(at))
    json.field("phase", phase.rawValue)
    json.field("action", action.rawValue)
    json.key("actor")
    json.object { json in
      json.field("type", actor.type)
      json.field("name", bounded(actor.name))
    }
    if let key {
      json.field("platform", key.platform.name)
      json.field("scope", bounded(key.homeScope))
      json.field("principal", bounded(key.principal))
      json.field("kind", key.kind.name)
    }
    if let trip { json.field("trip", bounded(trip)) }
    if let request { json.field("request", bounded(request)) }
    if let outcome { json.field("outcome", outcome.rawValue) }
    if !detail.isEmpty { json.field("detail", AuditText.bounded(detail, AuditEntry.maximumDetailBytes)) }
  }

  func bounded(_ name: String) -> String { AuditText.bounded(name, AuditEntry.maximumNameBytes) }
}
