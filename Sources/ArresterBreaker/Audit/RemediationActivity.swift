import ArresterBase

/// What an enforcer does, as an OCSF Remediation Activity (class 7001 of OCSF 1.3.0, with the cloud profile).
///
/// Only taking permissions away and giving them back are remediations; what people order shows in what is then done.
struct RemediationActivity {
  private let entry: AuditEntry
  private let link: AuditLink
  private let activity: Activity

  /// nil where the entry is no remediation.
  init?(_ entry: AuditEntry, _ link: AuditLink) {
    switch entry.action {
    case .denyApplied, .denyVerified: activity = .isolate
    case .denyRemoved: activity = .restore
    default: return nil
    }
    self.entry = entry
    self.link = link
  }

  /// `activity_id`, each a tactic of MITRE D3FEND.
  private enum Activity: Int {
    case isolate = 1
    case restore = 3

    var name: String { self == .isolate ? "Isolate" : "Restore" }

    /// The countermeasure: an identifier of D3FEND 1.0.
    var technique: (identifier: String, name: String) {
      self == .isolate ? ("D3-UAP", "User Account Permissions") : ("D3-RUAA", "Restore User Account Access")
    }
  }

  private static let classIdentifier = 7001
  private static let nanosecondsPerMillisecond: Int64 = 1_000_000

  func write(to json: inout JSONText, product: String) {
    json.field("activity_id", activity.rawValue)
    json.field("activity_name", activity.name)
    json.field("category_uid", 7)
    json.field("class_uid", RemediationActivity.classIdentifier)
    json.field("type_uid", RemediationActivity.classIdentifier * 100 + activity.rawValue)
    json.field("time", Int(entry.at / RemediationActivity.nanosecondsPerMillisecond))
    json.field("severity_id", 1)
    json.field("status_id", statusIdentifier)
    json.field("status", status)
    json.field("message", "\(entry.phase.rawValue): \(entry.action.rawValue)")
    json.field("command_uid", entry.bounded(entry.trip ?? entry.request ?? "\(link.writer)/\(link.sequence)"))
    writeCountermeasures(to: &json)
    writeMetadata(to: &json, product: product)
    guard let key = entry.key else { return }
    json.key("cloud")
    json.object { json in
      json.field("provider", key.platform.name)
      json.key("account")
      json.object { json in json.field("uid", entry.bounded(key.homeScope)) }
    }
  }

  /// An intent has come to nothing yet: unknown.
  private var statusIdentifier: Int {
    switch entry.outcome {
    case .success: 1
    case .failure: 2
    case .partial: 4
    case .error: 6
    case .unknown, nil: 0
    }
  }

  private var status: String {
    switch entry.outcome {
    case .success: "Success"
    case .failure: "Failure"
    case .partial: "Partial"
    case .error: "Error"
    case .unknown, nil: "Unknown"
    }
  }

  private func writeCountermeasures(to json: inout JSONText) {
    json.key("countermeasures")
    json.array { json in
      json.object { json in
        json.key("d3f_tactic")
        json.object { json in json.field("name", activity.name) }
        json.key("d3f_technique")
        json.object { json in
          json.field("name", activity.technique.name)
          json.field("uid", activity.technique.identifier)
        }
        json.field("version", "1.0.0")
      }
    }
  }

  private func writeMetadata(to json: inout JSONText, product: String) {
    json.key("metadata")
    json.object { json in
      json.field("version", "1.3.0")
      json.field("uid", "\(link.writer)/\(link.sequence)")
      if entry.key != nil { json.field("profiles", ["cloud"]) }
      json.key("product")
      json.object { json in
        json.field("name", "Arrester")
        json.field("vendor_name", "Arrester")
        json.field("version", product)
      }
    }
  }
}
