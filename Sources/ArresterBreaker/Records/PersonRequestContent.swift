/// A request as JSON holds it.
struct PersonRequestContent: Decodable {
  struct ApprovalContent: Decodable {
    var name: String
    var at: String
  }

  struct EndContent: Decodable {
    var state: String
    var by: String
    var at: String
    var note: String
  }

  var id: String
  var asked: AskedContent
  var trip: String?
  var configuration: String?
  var requester: String
  var reason: String
  var askedAt: String
  var expiresAt: String
  var approvalsNeeded: Int
  var approvals: [ApprovalContent]
  var claimant: String?
  var end: EndContent?
}

struct AskedContent: Decodable {
  /// The content of a planned change, or the identifier of one that is to end.
  enum Planned: Decodable {
    case change(PlannedChangeContent)
    case identifier(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let identifier = try? value.decode(String.self) {
        self = .identifier(identifier)
      } else {
        self = .change(try value.decode(PlannedChangeContent.self))
      }
    }
  }

  var what: String
  var until: String?
  var planned: Planned?
  var hash: String?
  var differences: [String]?
  var action: String?
  var resource: String?
  var uid: String?
  var resourceVersion: String?
}

extension AskedContent {
  func value(_ key: BreakerKey?) throws(RecordError) -> AskedChange {
    if let command = try command() {
      guard key != nil else { throw RecordError.badField("asked.what", "\(what), without a breaker") }
      return .command(command)
    }
    switch what {
    case "halt": return .halt
    case "resume": return .resume
    case "plannedChange":
      guard case .change(let content) = planned else { throw RecordError.badField("asked.planned", "none") }
      return .plannedChange(try content.value())
    case "endPlannedChange":
      guard case .identifier(let identifier) = planned else { throw RecordError.badField("asked.planned", "none") }
      return .endPlannedChange(identifier: try RecordError.text("asked.planned", identifier, atMost: RequestLimits.maximumName))
    case "loosening": return .loosening(try loosening())
    case "stagedAction": return .stagedAction(try question(key))
    default: throw RecordError.badField("asked.what", what)
    }
  }

  private func command() throws(RecordError) -> BreakerCommand? {
    switch what {
    case "enforce": .enforce
    case "dismiss": .dismiss
    case "restore": .restore
    case "forceOpen": .forceOpen
    case "liftForced": .liftForced
    case "exempt": .exempt(until: try RecordError.time("asked.until", until ?? ""))
    case "extend": .extend(until: try RecordError.time("asked.until", until ?? ""))
    default: nil
    }
  }

  private func loosening() throws(RecordError) -> Loosening {
    let differences = differences ?? []
    guard differences.count <= RequestLimits.maximumDifferences else {
      throw RecordError(code: .badField, detail: "asked.differences has \(differences.count) entries")
    }
    for difference in differences { _ = try RecordError.text("asked.differences", difference, atMost: RequestLimits.maximumDifference) }
    return Loosening(hash: try RecordError.text("asked.hash", hash ?? "", atMost: RequestLimits.maximumName), differences: differences)
  }

  private func question(_ key: BreakerKey?) throws(RecordError) -> StagedQuestion {
    guard let key, let action, let resource else { throw RecordError.badField("asked", "without breaker, action or resource") }
    let question = StagedQuestion(key: key, action: action, resource: resource, uid: uid, resourceVersion: resourceVersion)
    if let problem = question.problem() { throw RecordError(code: .badField, detail: problem.detail) }
    return question
  }
}
