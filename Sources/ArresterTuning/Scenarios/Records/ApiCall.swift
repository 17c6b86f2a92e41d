/// One call of an AWS API, with its parameters and answer under the names that CloudTrail writes.
struct ApiCall: Sendable, Equatable {
  /// As IAM names it: `rds`.
  var service: String
  /// As CloudTrail names it, with the version of an API where it does: `DeleteFunction20150331`.
  var name: String
  var request: RecordValue
  var response: RecordValue
  var isRead: Bool

  init(_ service: String, _ name: String, _ request: RecordValue = nil, response: RecordValue = nil, isRead: Bool = false) {
    self.service = service
    self.name = name
    self.request = request
    self.response = response
    self.isRead = isRead
  }

  /// Answers of reads are never logged.
  static func read(_ service: String, _ name: String, _ request: RecordValue = nil) -> ApiCall {
    ApiCall(service, name, request, isRead: true)
  }

  /// The event source: CloudWatch goes by the name that it had before.
  var source: String { (service == "cloudwatch" ? "monitoring" : service) + ".amazonaws.com" }

  /// Services without regions log in their home.
  var isGlobal: Bool { ["iam", "route53", "cloudfront", "organizations"].contains(service) }
}

/// Where something is.
struct Place: Sendable, Hashable {
  /// Twelve digits.
  var account: String
  var region: String

  /// `arn:aws:rds:eu-west-1:111122223333:db:orders`.
  func arn(_ service: String, _ resource: String) -> String { "arn:aws:\(service):\(region):\(account):\(resource)" }
}

/// Why a call came to nothing.
enum CallError: Sendable, Equatable {
  /// No policy allows it, or one denies it.
  case accessDenied(isExplicit: Bool)
  /// Too many calls.
  case throttled
  /// Something else of EC2 still needs it.
  case dependency
}
