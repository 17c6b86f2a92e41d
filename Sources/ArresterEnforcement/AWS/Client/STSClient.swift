import ArresterBase

/// The calls of AWS's Security Token Service that Arrester needs.
struct STSClient: Sendable {
  struct Caller: Sendable, Equatable {
    var account: String
    var arn: String
  }

  /// Of what is assumed, seconds: the least that every role allows is an hour.
  static let sessionSeconds = 3600

  var client: AWSClient
  var endpoint: AWSEndpoints.Endpoint

  /// Who we are.
  func callerIdentity() async throws(AWSError) -> Caller {
    let call = query("GetCallerIdentity", [])
    let result = try XMLTree.result(of: call, try await client.send(call))
    guard let account = result.first("Account")?.text, let arn = result.first("Arn")?.text else { throw call.unreadable }
    return Caller(account: account, arn: arn)
  }

  /// - Parameter credentials: whose trust the role's policy asks for.
  func assume(_ wanted: AssumedRole, with credentials: AWSCredentials) async throws(AWSError) -> AWSCredentials {
    var parameters = parameters(wanted)
    if let external = wanted.externalIdentifier { parameters.append((name: "ExternalId", value: external)) }
    var signing = client
    signing.credentials = CachedCredentials(FixedCredentials(credentials: credentials), clock: client.clock)
    return try await temporaryCredentials(of: query("AssumeRole", parameters), signing)
  }

  /// Needs no credentials but the token.
  func assume(_ wanted: AssumedRole, webIdentityToken token: String) async throws(AWSError) -> AWSCredentials {
    var call = query("AssumeRoleWithWebIdentity", parameters(wanted) + [(name: "WebIdentityToken", value: token)])
    call.isSigned = false
    return try await temporaryCredentials(of: call, client)
  }

  private func parameters(_ wanted: AssumedRole) -> [(name: String, value: String)] {
    [
      (name: "RoleArn", value: wanted.role), (name: "RoleSessionName", value: wanted.session),
      (name: "DurationSeconds", value: "\(STSClient.sessionSeconds)"),
    ]
  }

  private func temporaryCredentials(of call: AWSCall, _ client: AWSClient) async throws(AWSError) -> AWSCredentials {
    let result = try XMLTree.result(of: call, try await client.send(call))
    guard let found = result.first("Credentials"), let key = found.first("AccessKeyId")?.text,
      let secret = found.first("SecretAccessKey")?.text, let token = found.first("SessionToken")?.text,
      let expiration = found.first("Expiration").flatMap({ Timestamp.parse($0.text) })
    else { throw call.unreadable }
    return AWSCredentials(accessKey: key, secretKey: secret, sessionToken: token, expiration: expiration)
  }

  private func query(_ action: String, _ parameters: [(name: String, value: String)]) -> AWSCall {
    .query("sts", action, version: "2011-06-15", endpoint, parameters)
  }
}

/// Credentials that are there already.
struct FixedCredentials: CredentialsSource {
  let name = "the configured keys"
  var credentials: AWSCredentials

  func load() async throws(CredentialsError) -> AWSCredentials? { credentials }
}

extension AWSCall {
  /// An answer that says "done" in words that this side does not know. Its body is not quoted: it may hold a secret.
  var unreadable: AWSError {
    AWSError(kind: .unreadable, operation: operation, message: "the answer is not the one that AWS documents")
  }
}

extension XMLTree {
  /// `<ActionResponse><ActionResult>…`: what is inside the result.
  static func result(of call: AWSCall, _ body: [UInt8]) throws(AWSError) -> XMLTree {
    guard let root = parse(body), let result = root.first("\(call.action)Result") else { throw call.unreadable }
    return result
  }
}
