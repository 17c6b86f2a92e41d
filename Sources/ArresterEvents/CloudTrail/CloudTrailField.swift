/// What is read of a CloudTrail record and of the shapes around it.
///
/// The raw values are places in `CloudTrailFields`.
enum CloudTrailField: UInt8, CaseIterable, RecordField {
  /// Any other key: where its value stands is noted, and never read.
  case other = 0

  // Of the record.
  case eventTime, timestamp, eventName, eventSource, region, eventID, sharedEventID, errorCode, recipientAccount, eventCategory
  case userAgent, readOnly, managementEvent, insightDetails, digestStartTime, request, response, resources
  // Of what a record is held in.
  case detail, time, records, wrapped

  // Of the identity, in one run: one that stands twice is forgotten whole.
  case identityType, identityARN, identityAccount, accessKey, invokedBy, sourceIdentity, issuerARN

  // Objects with fields of their own.
  case userIdentity, sessionContext, sessionIssuer

  @inline(__always)
  var hasFields: Bool { rawValue >= CloudTrailField.userIdentity.rawValue }
}

/// The keys of the fields, by the object that they stand in.
enum CloudTrailKeys {
  static let record: [(CloudTrailField, StaticString)] = [
    (.eventTime, "eventTime"), (.timestamp, "@timestamp"), (.eventName, "eventName"), (.eventSource, "eventSource"),
    (.region, "awsRegion"), (.eventID, "eventID"), (.sharedEventID, "sharedEventID"), (.errorCode, "errorCode"),
    (.recipientAccount, "recipientAccountId"), (.eventCategory, "eventCategory"), (.userAgent, "userAgent"), (.readOnly, "readOnly"),
    (.managementEvent, "managementEvent"), (.insightDetails, "insightDetails"), (.digestStartTime, "digestStartTime"),
    (.request, "requestParameters"), (.response, "responseElements"), (.resources, "resources"), (.detail, "detail"), (.time, "time"),
    (.records, "Records"), (.records, "Events"), (.wrapped, "CloudTrailEvent"), (.userIdentity, "userIdentity"),
  ]

  static let identity: [(CloudTrailField, StaticString)] = [
    (.identityType, "type"), (.identityARN, "arn"), (.identityAccount, "accountId"), (.accessKey, "accessKeyId"),
    (.invokedBy, "invokedBy"), (.sourceIdentity, "sourceIdentity"), (.sessionContext, "sessionContext"),
  ]

  static let session: [(CloudTrailField, StaticString)] = [(.sourceIdentity, "sourceIdentity"), (.sessionIssuer, "sessionIssuer")]

  static let issuer: [(CloudTrailField, StaticString)] = [(.issuerARN, "arn")]
}
