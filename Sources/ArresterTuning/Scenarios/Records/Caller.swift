/// Who calls: the identity as CloudTrail writes it, from where, and with which tool.
struct Caller: Sendable, Equatable {
  enum Sort: Sendable, Equatable {
    /// A session of a role; the path ends in a slash.
    case role(path: String)
    case user
    case root
    /// An AWS service acting on its own.
    case service
  }

  var sort: Sort
  /// Of the role, the user or, as `autoscaling.amazonaws.com`, the service.
  var name: String
  var session: String
  var account: String
  /// Where its calls go unless they say otherwise.
  var region: String
  var address: String
  var userAgent: String
  /// `AROA…` or `AIDA…`.
  var uniqueIdentifier: String
  var accessKey: String
  /// When the session began, nanoseconds since 1970 UTC.
  var signedIn: Int64
  var isConsole = false
  /// The service that makes the calls for it.
  var invokedBy: String?

  /// What its events are counted under; nil where there is nobody whom a breaker could stop.
  var principal: String? {
    switch sort {
    case .role(let path): "arn:aws:iam::\(account):role\(path)\(name)"
    case .user: "arn:aws:iam::\(account):user/\(name)"
    case .root: "arn:aws:iam::\(account):root"
    case .service: nil
    }
  }

  /// The ARN in its records.
  var arn: String {
    switch sort {
    case .role: "arn:aws:sts::\(account):assumed-role/\(name)/\(session)"
    case .user, .root, .service: principal ?? ""
    }
  }

  /// The same one, the calls being made by a service for it: `cloudformation.amazonaws.com`.
  func through(_ service: String) -> Caller {
    var caller = self
    caller.invokedBy = service
    caller.address = service
    caller.userAgent = service
    caller.isConsole = false
    return caller
  }

  func at(_ region: String) -> Caller {
    var caller = self
    caller.region = region
    return caller
  }

  var place: Place { Place(account: account, region: region) }
}
