/// The fields of a CloudTrail record that are read, in place; nil where absent, null or of another type.
struct CloudTrailFields {
  var eventTime: JSONString?
  /// `@timestamp`, or the envelope's time: used where the record has no `eventTime`.
  var fallbackTime: JSONString?
  var hasTime = false
  var eventName: JSONString?
  var eventSource: JSONString?
  var region: JSONString?
  var eventID: JSONString?
  var sharedEventID: JSONString?
  var errorCode: JSONString?
  var recipientAccount: JSONString?
  var eventCategory: JSONString?
  var eventType: JSONString?
  var userAgent: JSONString?
  var readOnly = CompiledAction.ReadOnly.absent
  var isManagementEvent = true
  var hasInsight = false
  var isDigest = false

  var identityType: JSONString?
  var identityARN: JSONString?
  var identityAccount: JSONString?
  var accessKey: JSONString?
  var invokedBy: JSONString?
  var sourceIdentity: JSONString?
  var issuerARN: JSONString?

  /// Where these values begin, for a second look once the action is known.
  var request: JSONCursor?
  var response: JSONCursor?
  var resources: JSONCursor?

  /// Whether any string of the record may need unescaping.
  var mayHaveEscapes = false

  var detail: JSONCursor?
  var records: JSONCursor?
  var wrapped: JSONString?

  /// Of an identity that stands twice the last counts, whole: no principal is put together from two.
  mutating func forgetIdentity() {
    identityType = nil
    identityARN = nil
    identityAccount = nil
    accessKey = nil
    invokedBy = nil
    sourceIdentity = nil
    issuerARN = nil
  }

  /// A service on its own: `AWSService`, or an identity with nothing but an invoker, as events that are no API calls have it.
  var isServiceAlone: Bool {
    guard let type = identityType else { return issuerARN == nil && identityARN == nil && !(invokedBy?.isEmpty ?? true) }
    return type.equals("AWSService")
  }
}

enum RecordField: UInt8, CaseIterable {
  case eventTime = 0
  case timestamp, eventName, eventSource, region, eventID, sharedEventID, errorCode, recipientAccount, eventCategory
  case eventType, userAgent, readOnly, managementEvent, insightDetails, digestStartTime, userIdentity, request, response, resources
  case detail, time, records, events, wrapped

  var name: StaticString {
    switch self {
    case .eventTime: "eventTime"
    case .timestamp: "@timestamp"
    case .eventName: "eventName"
    case .eventSource: "eventSource"
    case .region: "awsRegion"
    case .eventID: "eventID"
    case .sharedEventID: "sharedEventID"
    case .errorCode: "errorCode"
    case .recipientAccount: "recipientAccountId"
    case .eventCategory: "eventCategory"
    case .eventType: "eventType"
    case .userAgent: "userAgent"
    case .readOnly: "readOnly"
    case .managementEvent: "managementEvent"
    case .insightDetails: "insightDetails"
    case .digestStartTime: "digestStartTime"
    case .userIdentity: "userIdentity"
    case .request: "requestParameters"
    case .response: "responseElements"
    case .resources: "resources"
    case .detail: "detail"
    case .time: "time"
    case .records: "Records"
    case .events: "Events"
    case .wrapped: "CloudTrailEvent"
    }
  }
}

enum IdentityField: UInt8, CaseIterable {
  case type = 0
  case arn, account, accessKey, invokedBy, sessionContext, sourceIdentity, sessionIssuer

  var name: StaticString {
    switch self {
    case .type: "type"
    case .arn: "arn"
    case .account: "accountId"
    case .accessKey: "accessKeyId"
    case .invokedBy: "invokedBy"
    case .sessionContext: "sessionContext"
    case .sourceIdentity: "sourceIdentity"
    case .sessionIssuer: "sessionIssuer"
    }
  }
}
