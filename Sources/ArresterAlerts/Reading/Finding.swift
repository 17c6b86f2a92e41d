/// What of an OCSF finding of ours is looked at; all else is passed over.
struct Finding: Decodable {
  var message: String
  /// Milliseconds since 1970 UTC.
  var time: Int64
  /// Of a trip: what was done about it at once.
  var statusDetail: String?
  var findingInfo: Information
  var cloud: Cloud
  var evidences: [Evidence]
  var unmapped: Unmapped

  struct Information: Decodable {
    var uid: String
    var createdTime: Int64

    enum CodingKeys: String, CodingKey {
      case uid
      case createdTime = "created_time"
    }
  }

  struct Cloud: Decodable {
    var provider: String
    var account: Named
  }

  struct Named: Decodable { var uid: String }
  struct Evidence: Decodable { var actor: Actor }
  struct Actor: Decodable { var user: Named }

  struct Unmapped: Decodable {
    var arrester: Verdict?
    var arresterTrip: Aftermath?
  }

  struct Verdict: Decodable {
    var type: String
    var kind: String
    var session: String?
    var rule: String?
    var action: String
    var regions: [String]
    var changes: Int
    var destroyed: Int
    var resources: [Resource]
  }

  struct Resource: Decodable { var id: String }

  struct Aftermath: Decodable {
    var state: String?
    var successor: String?
    var enforcers: [Enforcer]
    var leaks: [String]
  }

  struct Enforcer: Decodable {
    var name: String
    var confirmedAt: String?
  }

  enum CodingKeys: String, CodingKey {
    case message, time, cloud, evidences, unmapped
    case findingInfo = "finding_info"
    case statusDetail = "status_detail"
  }
}
