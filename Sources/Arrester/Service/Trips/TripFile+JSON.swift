import ArresterBase
import ArresterEnforcement
import ArresterEngine

extension TripFile {
  /// The trip as lists show it: the verdict, where the time went, what was destroyed, and what each enforcer did.
  var json: [UInt8] { json { _ in } }

  /// The same with the breaker that it belongs to, what the verdict means in words, and what the principal did before and after.
  var detailedJSON: [UInt8] {
    json { json in
      json.field("words", VerdictWords.reasons(verdict))
      json.field("scope", verdict.homeScope)
      json.field("number", Int(verdict.tripNumber))
      json.key("activity")
      json.array { json in for part in activity { json.object { part.writeFields(to: &$0) } } }
    }
  }

  private func json(_ more: (inout JSONText) -> Void) -> [UInt8] {
    var json = JSONText(capacity: 4096)
    json.object { json in
      json.field("id", verdict.identifier)
      json.key("verdict")
      verdict.write(to: &json)
      writeAftermath(to: &json)
      json.field("refused", refused)
      more(&json)
    }
    return json.bytes
  }

  /// What became of it, as fields of an object.
  func writeAftermath(to json: inout JSONText) {
    if let state { json.field("state", state.rawValue) }
    if let successor { json.field("successor", successor) }
    if let stateSince { json.field("stateSince", Timestamp.format(stateSince)) }
    json.key("ledger")
    ledger.write(to: &json)
    json.key("blast")
    blast.write(to: &json)
    json.key("enforcers")
    json.array { json in
      for name in plans.keys.sorted() { write(name, to: &json) }
    }
    json.field("leaks", leaks)
  }

  private func write(_ enforcer: String, to json: inout JSONText) {
    json.object { json in
      json.field("name", enforcer)
      json.key("steps")
      json.array(plans[enforcer]?.steps ?? [])
      json.key("confirmedAt")
      if let receipt = receipts[enforcer], let time = receipt.verifiedAt ?? receipt.appliedAt {
        json.value(Timestamp.format(time))
      } else {
        json.null()
      }
      if let receipt = receipts[enforcer] { json.field("detail", receipt.detail) }
    }
  }
}

extension Activity {
  func writeFields(to json: inout JSONText) {
    json.field("time", Timestamp.format(Int64(second) * Timestamp.nanosecondsPerSecond))
    json.field("region", region)
    json.field("changes", changes)
    json.field("destructive", destructive)
    json.field("permissions", permissions)
    json.field("failed", failed)
  }
}
