import ArresterBase
import ArresterBreaker
import ArresterEngine

/// What has become of a trip: the same OCSF finding again, updated or closed. What stands under `unmapped.arresterTrip` is the file's;
/// the verdict itself is in the first finding alone, so that who counts verdicts counts each once.
extension FindingRecord {
  static func json(following file: TripFile) -> [UInt8] {
    let verdict = file.verdict
    let time = file.stateSince ?? verdict.time
    let isClosed = file.state == .closed || file.state == .exempt
    var json = JSONText(capacity: 4096)
    json.object { json in
      json.field("activity_id", isClosed ? 3 : 2)
      json.field("category_uid", 2)
      json.field("class_uid", 2004)
      json.field("type_uid", isClosed ? 200403 : 200402)
      json.field("time", Int(time / nanosecondsPerMillisecond))
      json.field("severity_id", 5)
      json.field("status_id", isClosed ? 4 : 2)
      json.field("is_alert", file.state == .openUnenforced)
      json.field("message", message(following: file))
      writeMetadata(&json)
      json.key("finding_info")
      json.object { json in
        json.field("uid", verdict.identifier)
        json.field("title", "trip: \(verdict.rule?.name ?? "")")
        json.field("created_time", Int(verdict.time / nanosecondsPerMillisecond))
        json.field("modified_time", Int(time / nanosecondsPerMillisecond))
      }
      writeActor(verdict, &json)
      json.key("unmapped")
      json.object { json in
        json.key("arresterTrip")
        json.object { json in
          json.field("id", verdict.identifier)
          file.writeAftermath(to: &json)
        }
      }
    }
    return json.bytes
  }

  private static func message(following file: TripFile) -> String {
    let parts = file.blast.parts
    let destroyed = "\(parts.beforeTrip.resources) destroyed before the trip, \(parts.untilConfirmed.resources) until it was enforced"
    let later = parts.afterwards.resources > 0 ? ", \(parts.afterwards.resources) afterwards" : ""
    let leaks = file.leaks.isEmpty ? "" : "; \(file.leaks.count) leaked"
    if let successor = file.successor { return "\(file.verdict.principal) tripped again, as \(successor): \(destroyed)\(later)\(leaks)" }
    let name = "\(file.verdict.principalKind.name) \(file.verdict.principal)"
    return "\(name) is \(file.state?.words ?? "recorded"): \(destroyed)\(later)\(leaks)"
  }
}

extension BreakerState {
  /// As it reads in a sentence about a principal.
  fileprivate var words: String {
    switch self {
    case .closed: "let through again"
    case .tripping: "being stopped"
    case .open: "stopped"
    case .openUnenforced: "denied here, and not stopped everywhere"
    case .probation: "on probation"
    case .capped: "denied here, beyond the caps"
    case .held: "held for a person to look at"
    case .forcedOpen: "stopped by a person"
    case .exempt: "exempt"
    }
  }
}
