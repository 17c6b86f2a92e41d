import ArresterBase
import ArresterEngine

extension PrincipalPortrait {
  /// One object: who it is, and each signal beside its limits.
  var json: [UInt8] {
    var json = JSONText(capacity: 1024)
    json.object { json in
      json.field("principal", key.principal)
      json.field("platform", key.platform.name)
      json.field("scope", key.homeScope)
      json.field("kind", key.kind.name)
      json.field("score", score)
      json.field("changes", changes)
      json.field("newestChange", Timestamp.format(newest))
      json.key("signals")
      json.array { json in
        for reading in readings { json.object { reading.writeFields(to: &$0) } }
      }
      json.key("timeline")
      json.object { timeline.writeFields(to: &$0) }
    }
    return json.bytes
  }
}

extension PrincipalPortrait.Reading {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("name", signal.name)
    json.field("windowSeconds", windowSeconds)
    json.key("observed")
    json.raw(Array(JSONText.decimal(observed, 2).utf8))
    for (name, limit) in [("soft", soft), ("hard", hard)] {
      json.key(name)
      if let limit { json.raw(Array(JSONText.decimal(limit, 2).utf8)) } else { json.null() }
    }
  }
}

extension Timeline {
  fileprivate func writeFields(to json: inout JSONText) {
    json.field("partSeconds", partSeconds)
    json.field("end", Timestamp.format(Int64(end) * Timestamp.nanosecondsPerSecond))
    for (name, counts) in [
      ("changes", parts.map(\.changes)), ("destructive", parts.map(\.destructive)), ("permissions", parts.map(\.permissions)),
    ] {
      json.key(name)
      json.array { json in for count in counts { json.value(count) } }
    }
  }
}
