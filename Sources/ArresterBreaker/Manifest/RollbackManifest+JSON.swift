import ArresterBase
import Foundation

extension RollbackManifest {
  /// One JSON object, the same bytes for the same manifest.
  public var json: [UInt8] {
    var json = JSONText(capacity: 4096)
    json.object { json in
      json.field("format", "arrester-rollback-manifest/1")
      json.field("executed", false)
      json.field("madeAt", Timestamp.format(madeAt))
      json.field("hints", hintsVersion)
      json.key("trip")
      json.object { trip.writeFields(to: &$0) }
      json.key("permissionChanges")
      json.array { json in for change in permissionChanges { json.object { change.writeFields(to: &$0) } } }
      json.key("damage")
      json.array { json in for entry in damage { json.object { entry.writeFields(to: &$0) } } }
      json.field("damageNotListed", damageNotListed)
      json.key("running")
      json.array { json in for entry in running { json.object { entry.writeFields(to: &$0) } } }
      json.field("runningNotListed", runningNotListed)
    }
    return json.bytes
  }
}

extension JSONText {
  /// An object of the platform's as the JSON that it is; anything else, or what is too long, as text.
  fileprivate mutating func state(_ name: String, _ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let isWhole = bytes.count <= RollbackManifest.maximumStateBytes
    if isWhole, (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil, String(validating: bytes, as: UTF8.self) != nil {
      key(name)
      raw(bytes)
    } else {
      field(name, String(decoding: bytes.prefix(RollbackManifest.maximumStateBytes), as: UTF8.self))
      if !isWhole { field(name + "Bytes", bytes.count) }
    }
  }
}

extension ManifestTrip {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("id", identifier)
    json.fields(of: key)
    if let session { json.field("session", session) }
    json.field("rule", rule?.name ?? "forced")
    json.field("time", Timestamp.format(time))
    json.field("evidenceIsCut", isEvidenceCut)
  }
}

extension PermissionChange {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("enforcer", enforcer)
    json.field("outcome", outcome.rawValue)
    json.field("verifiedAt", time: verifiedAt)
    json.field("steps", steps)
    json.state("before", snapshot)
    json.field("inverse", inverse)
    json.field("precondition", precondition)
  }
}

extension DamageEntry {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("resource", item.resource)
    json.field("action", item.action)
    json.field("scope", item.scope)
    if !item.region.isEmpty { json.field("region", item.region) }
    json.field("time", Timestamp.format(item.time))
    json.field("severity", item.severity)
    json.field("reversible", item.isReversible)
    json.field("restorable", restorable.rawValue)
    json.field("urgent", isUrgent)
    json.field("hint", hint)
    if let state = item.priorState { json.state("before", state) }
    if let event = item.event { json.field("event", event) }
  }
}

extension RunningEntry {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("action", call.action)
    json.field("resource", call.resource)
    json.field("scope", call.scope)
    if !call.region.isEmpty { json.field("region", call.region) }
    json.field("time", Timestamp.format(call.time))
    json.field("what", what)
    json.field("stop", stop)
    if let event = call.event { json.field("event", event) }
  }
}
