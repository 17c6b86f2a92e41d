/// What a request to AWS is signed with. Printing one, or anything that holds one, shows no secret.
struct AWSCredentials: Sendable, Equatable {
  /// Public: it stands in every signed request.
  var accessKey: String
  var secretKey: String
  /// Of temporary credentials only.
  var sessionToken: String?
  /// Wall time, nanoseconds since 1970 UTC; nil: until they are taken away.
  var expiration: Int64?
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "AWSCredentials(\(accessKey), secret hidden)" }
  var debugDescription: String { description }
  /// `dump` and test failures print children, not descriptions.
  var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
