import ArresterBase
import ArresterBreaker
import ArresterEnforcement
import ArresterEngine

/// A trip's file as a record of the breakers topic: it survives a restart, and every instance can show it.
extension TripFile {
  static let recordVersion = 1
  /// Below what Kafka takes in one message by default.
  static let mostRecordBytes = 900_000

  /// The record's key on the topic.
  static func recordKey(_ trip: String) -> String {
    var json = JSONText()
    json.array([recordType, trip])
    return json.text
  }

  static func isRecordKey(_ key: String) -> Bool { key.hasPrefix(keyOpening) }

  /// The trip's identifier, which is hexadecimal.
  static func trip(ofRecordKey key: String) -> String? {
    guard isRecordKey(key), key.hasSuffix("\"]"), key.utf8.count > keyOpening.utf8.count + 3 else { return nil }
    return String(key.dropFirst(keyOpening.count + 1).dropLast(2))
  }

  private static let keyOpening = "[\"\(recordType)\","

  /// Of a record as `record` writes it, without reading the rest; nil where it does not begin so.
  static func revision(ofRecord bytes: UnsafeRawBufferPointer) -> UInt64? {
    let head = bytes.prefix(256)
    let name = Array("\"revision\":".utf8)
    guard let place = head.indices.first(where: { head[$0...].starts(with: name) }) else { return nil }
    let digits = head[(place + name.count)...].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }

  static let recordType = "trip"

  /// One object, the same bytes for the same file. Of what the principal did later it holds as much as finds room.
  var record: [UInt8] {
    var kept = TripFile.mostLater
    var bytes = encoded
    while bytes.count > TripFile.mostRecordBytes, kept > 0 {
      kept /= 2
      bytes = keeping(later: kept).encoded
    }
    return bytes.count <= TripFile.mostRecordBytes ? bytes : keeping(later: 0).withoutSnapshots.encoded
  }

  private var withoutSnapshots: TripFile {
    var file = self
    for enforcer in plans.keys { file.plans[enforcer]?.snapshot = Array("\"too long to be kept here\"".utf8) }
    return file
  }

  private var encoded: [UInt8] {
    var json = JSONText(capacity: 4096)
    json.object { json in
      json.field("version", TripFile.recordVersion)
      json.field("type", TripFile.recordType)
      json.field("id", verdict.identifier)
      json.field("revision", Int(clamping: revision))
      json.field("scope", verdict.homeScope)
      json.field("tripNumber", Int(verdict.tripNumber))
      if let state { json.field("state", state.rawValue) }
      json.field("stateSince", time: stateSince)
      json.field("successor", optional: successor)
      if let toldState { json.field("toldState", toldState.rawValue) }
      json.key("verdict")
      verdict.write(to: &json)
      json.key("times")
      json.object { ledger.writeTimes(to: &$0) }
      json.key("blast")
      blast.write(to: &json)
      writeEnforcement(to: &json)
      writeLater(to: &json)
    }
    return json.bytes
  }

  private func writeEnforcement(to json: inout JSONText) {
    json.key("plans")
    json.array { json in
      for (enforcer, plan) in plans.sorted(by: { $0.key < $1.key }) { json.object { plan.write(by: enforcer, to: &$0) } }
    }
    json.key("receipts")
    json.array { json in
      for (enforcer, receipt) in receipts.sorted(by: { $0.key < $1.key }) { json.object { receipt.write(by: enforcer, to: &$0) } }
    }
    json.field("leaks", leaks)
  }

  private func writeLater(to json: inout JSONText) {
    json.field("cut", isCut)
    json.field("refused", refused)
    json.key("activity")
    json.array { json in for part in activity { json.object { part.writeFields(to: &$0) } } }
    json.key("laterDamage")
    json.array { json in for item in laterDamage { json.object { item.write(to: &$0) } } }
    json.key("laterCalls")
    json.array { json in for call in laterCalls { json.object { call.write(to: &$0) } } }
  }
}

extension JSONText {
  fileprivate mutating func field(_ name: String, time: Int64?) { if let time { field(name, Timestamp.format(time)) } }

  fileprivate mutating func field(_ name: String, optional text: String?) { if let text { field(name, text) } }
}

extension TripLedger {
  fileprivate func writeTimes(to json: inout JSONText) {
    json.field("message", time: messageTimestamp)
    json.field("arrived", time: arrivedAt)
    json.field("decided", time: decidedAt)
    json.field("committed", time: committedAt)
  }
}

extension EnforcementPlan {
  fileprivate func write(by enforcer: String, to json: inout JSONText) {
    json.field("enforcer", enforcer)
    json.field("extent", order.extent.rawValue)
    json.field("revision", Int(clamping: order.revision))
    json.field("session", optional: order.session)
    json.field("steps", steps)
    json.field("snapshot", String(decoding: snapshot, as: UTF8.self))
    json.field("inverse", inverse)
  }
}

extension EnforcementReceipt {
  fileprivate func write(by enforcer: String, to json: inout JSONText) {
    json.field("enforcer", enforcer)
    json.field("plannedAt", time: plannedAt)
    json.field("appliedAt", time: appliedAt)
    json.field("verifiedAt", time: verifiedAt)
    json.field("detail", detail)
  }
}

extension DamageItem {
  fileprivate func write(to json: inout JSONText) {
    json.field("resource", resource)
    json.field("action", action)
    json.field("scope", scope)
    json.field("region", region)
    json.field("time", time: time)
    json.field("severity", severity)
    json.field("reversible", isReversible)
    json.field("event", optional: event)
  }
}

extension ManifestCall {
  fileprivate func write(to json: inout JSONText) {
    json.field("action", action)
    json.field("resource", resource)
    json.field("scope", scope)
    json.field("region", region)
    json.field("time", time: time)
    json.field("event", optional: event)
  }
}
