import ArresterBase
import ArresterBreaker

/// The events of a canary: real records of things that do not exist.
struct CanaryEvents {
  let canary: BreakerKey
  /// Tells the things of one drill from those of another.
  let drill: String

  /// Enough to trip under any model that stops an agent: a database deleted and created again, or a dozen claims deleted.
  /// - Parameter wallTime: of the newest, nanoseconds since 1970 UTC.
  func trip(at wallTime: Int64) -> [[UInt8]] {
    guard canary.platform == .aws else {
      return (0..<CanaryEvents.claims).map { auditEvent("delete", "persistentvolumeclaims", "claim-\(drill)-\($0)", wallTime) }
    }
    let before = wallTime - Timestamp.nanosecondsPerSecond
    return [
      trailRecord("rds", "DeleteDBInstance", before, id: 1), trailRecord("rds", "CreateDBInstance", wallTime, id: 2),
    ]
  }

  /// What ends a probation: writes that destroy nothing.
  func writes(_ count: Int, at wallTime: Int64) -> [[UInt8]] {
    (0..<count).map { index in
      canary.platform == .aws
        ? trailRecord("rds", "ModifyDBInstance", wallTime, id: 100 + index)
        : auditEvent("create", "configmaps", "write-\(drill)-\(index)", wallTime)
    }
  }

  /// More than any default limit on what an agent may destroy in five minutes.
  private static let claims = 12

  private func trailRecord(_ service: String, _ operation: String, _ time: Int64, id: Int) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("eventVersion", "1.09")
      json.key("userIdentity")
      json.object { writeIdentity(to: &$0) }
      json.field("eventTime", Timestamp.format(time / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond))
      json.field("eventSource", "\(service).amazonaws.com")
      json.field("eventName", operation)
      json.field("awsRegion", "us-east-1")
      json.field("userAgent", "arrester-drill")
      json.key("requestParameters")
      json.object { $0.field("dBInstanceIdentifier", "arrester-drill-\(drill)") }
      json.field("eventID", "drill-\(drill)-\(id)")
      json.field("readOnly", false)
      json.field("eventType", "AwsApiCall")
      json.field("managementEvent", true)
      json.field("recipientAccountId", canary.homeScope)
      json.field("eventCategory", "Management")
    }
    return json.bytes
  }

  /// Of a role its session, as CloudTrail writes it.
  private func writeIdentity(to json: inout JSONText) {
    let isRole = canary.principal.contains(":role/")
    json.field("type", isRole ? "AssumedRole" : "IAMUser")
    json.field("accountId", canary.homeScope)
    guard isRole else { return json.field("arn", canary.principal) }
    json.key("sessionContext")
    json.object { json in
      json.key("sessionIssuer")
      json.object { json in
        json.field("type", "Role")
        json.field("arn", canary.principal)
        json.field("accountId", canary.homeScope)
      }
    }
  }

  private func auditEvent(_ verb: String, _ resource: String, _ name: String, _ time: Int64) -> [UInt8] {
    let user = canary.homeScope.isEmpty ? canary.principal : String(canary.principal.dropFirst(canary.homeScope.count + 1))
    var json = JSONText()
    json.object { json in
      json.field("kind", "Event")
      json.field("apiVersion", "audit.k8s.io/v1")
      json.field("level", "Metadata")
      json.field("auditID", "drill-\(drill)-\(name)")
      json.field("stage", "ResponseComplete")
      json.field("requestURI", "/api/v1/namespaces/arrester-drill/\(resource)/\(name)")
      json.field("verb", verb)
      json.key("user")
      json.object { $0.field("username", user) }
      json.key("objectRef")
      json.object { json in
        json.field("resource", resource)
        json.field("namespace", "arrester-drill")
        json.field("name", name)
        json.field("apiVersion", "v1")
      }
      json.key("responseStatus")
      json.object { $0.field("code", 200) }
      json.field("stageTimestamp", Timestamp.format(time))
      if !canary.homeScope.isEmpty { json.field("cluster", canary.homeScope) }
    }
    return json.bytes
  }
}
