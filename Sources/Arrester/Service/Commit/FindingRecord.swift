import ArresterBase
import ArresterEngine
import ArresterEvents

/// A verdict as an OCSF Detection Finding (class 2004 of OCSF 1.3.0), with the verdict itself under `unmapped.arrester`.
enum FindingRecord {
  static let nanosecondsPerMillisecond: Int64 = 1_000_000

  /// - Parameter decision: of a trip: what was done about it at once.
  static func json(_ verdict: Verdict, decision: String? = nil) -> [UInt8] {
    let reasons = VerdictWords.reasons(verdict)
    var json = JSONText(capacity: 4096)
    json.object { json in
      json.field("activity_id", 1)
      json.field("category_uid", 2)
      json.field("class_uid", 2004)
      json.field("type_uid", 200401)
      json.field("time", Int(verdict.time / nanosecondsPerMillisecond))
      json.field("severity_id", severity(verdict))
      json.field("status_id", 1)
      if let decision { json.field("status_detail", decision) }
      json.field("is_alert", verdict.type != .warn)
      json.field("message", message(verdict, reasons))
      json.field("risk_score", verdict.score)
      writeMetadata(&json)
      writeFinding(verdict, reasons, &json)
      writeActor(verdict, &json)
      writeResources(verdict, &json)
      json.key("unmapped")
      json.object { json in
        json.key("arrester")
        verdict.write(to: &json)
      }
    }
    return json.bytes
  }

  static func message(_ verdict: Verdict, _ reasons: String) -> String {
    let what = verdict.type == .warn ? "comes near its limits" : "tripped \(verdict.rule?.name ?? "")"
    return "\(verdict.principalKind.name) \(verdict.principal) \(what): \(reasons)"
  }

  /// OCSF: 2 low, 4 high, 5 critical.
  private static func severity(_ verdict: Verdict) -> Int {
    switch verdict.type {
    case .warn: 2
    case .page: 4
    case .trip: 5
    }
  }

  static func writeMetadata(_ json: inout JSONText) {
    json.key("metadata")
    json.object { json in
      json.field("version", "1.3.0")
      json.key("product")
      json.object { json in
        json.field("name", "Arrester")
        json.field("vendor_name", "Arrester")
        json.field("version", ArresterVersion.text)
      }
    }
  }

  private static func writeFinding(_ verdict: Verdict, _ reasons: String, _ json: inout JSONText) {
    json.key("finding_info")
    json.object { json in
      json.field("uid", verdict.identifier)
      json.field("title", "\(verdict.type.rawValue): \(verdict.rule?.name ?? "warning")")
      json.field("desc", reasons)
      json.field("created_time", Int(verdict.time / nanosecondsPerMillisecond))
      json.key("analytic")
      json.object { json in
        json.field("name", verdict.rule?.name ?? "warning")
        json.field("type", "Rule")
        json.field("type_id", 1)
        json.field("version", verdict.model)
      }
    }
  }

  static func writeActor(_ verdict: Verdict, _ json: inout JSONText) {
    json.key("evidences")
    json.array { json in
      json.object { json in
        json.key("actor")
        json.object { json in
          json.key("user")
          json.object { json in json.field("uid", verdict.principal) }
          if let session = verdict.session {
            json.key("session")
            json.object { json in json.field("uid", session) }
          }
        }
      }
    }
    json.key("cloud")
    json.object { json in
      json.field("provider", verdict.platform.name)
      json.key("account")
      json.object { json in json.field("uid", verdict.homeScope) }
    }
  }

  private static func writeResources(_ verdict: Verdict, _ json: inout JSONText) {
    json.key("resources")
    json.array { json in
      for resource in verdict.resources {
        json.object { json in
          json.field("uid", resource.identifier)
          if !resource.region.isEmpty { json.field("region", resource.region) }
        }
      }
    }
  }
}
