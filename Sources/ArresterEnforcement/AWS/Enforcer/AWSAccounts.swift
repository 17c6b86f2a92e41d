/// Clients for each account: our own by our own credentials, others by assuming the configured role there.
actor AWSAccounts {
  /// Clients kept; more are made anew when they are needed.
  static let maximumKept = 1000

  private let settings: AWSEnforcerSettings
  private let endpoints: AWSEndpoints
  private let connections: AWSConnections
  private let own: CachedCredentials
  private var caller: STSClient.Caller?
  private var others: [String: IAMClient] = [:]

  init(_ settings: AWSEnforcerSettings, _ endpoints: AWSEndpoints, _ connections: AWSConnections) {
    self.settings = settings
    self.endpoints = endpoints
    self.connections = connections
    var unsigned = AWSClient(transport: connections.transport, credentials: nil, clock: connections.clock, retry: connections.retry)
    unsigned.timeoutNanoseconds = settings.timeoutNanoseconds
    own = CachedCredentials(
      AWSAccounts.source(settings, connections, STSClient(client: unsigned, endpoint: endpoints.sts)), clock: connections.clock)
  }

  /// Who we are: asked once.
  func whoWeAre() async throws(AWSError) -> STSClient.Caller {
    if let caller { return caller }
    let found = try await STSClient(client: client(own), endpoint: endpoints.sts).callerIdentity()
    caller = found
    return found
  }

  /// - Throws: a refusal where the account is another one, and no role to assume there is configured.
  func iam(_ account: String) async throws(AWSError) -> IAMClient {
    let we = try await whoWeAre()
    if account == we.account { return IAMClient(client: client(own), endpoint: endpoints.iam) }
    if let kept = others[account] { return kept }
    guard let role = settings.assumeRole else {
      throw AWSError(
        kind: .refused, operation: "sts:AssumeRole",
        message: "the account is \(account), and Arrester's credentials are of \(we.account); configure assumeRole")
    }
    let wanted = AssumedRole(
      role: "arn:\(settings.partition):iam::\(account):role/\(role)", externalIdentifier: settings.externalIdentifier)
    let source = AssumedRoleCredentials(wanted: wanted, own: own, security: STSClient(client: client(own), endpoint: endpoints.sts))
    let iam = IAMClient(client: client(CachedCredentials(source, clock: connections.clock)), endpoint: endpoints.iam)
    if others.count >= AWSAccounts.maximumKept { others.removeAll() }
    others[account] = iam
    return iam
  }

  func organizations() -> OrganizationsClient { OrganizationsClient(client: client(own), endpoint: endpoints.organizations) }

  private func client(_ credentials: CachedCredentials) -> AWSClient {
    AWSClient(
      transport: connections.transport, credentials: credentials, clock: connections.clock, retry: connections.retry,
      timeoutNanoseconds: settings.timeoutNanoseconds)
  }

  /// The order of AWS's SDKs, with a web identity before the shared files: who sets one up means it.
  private static func source(
    _ settings: AWSEnforcerSettings, _ connections: AWSConnections, _ security: STSClient
  ) -> any CredentialsSource {
    if let keys = settings.keys {
      return FixedCredentials(
        credentials: AWSCredentials(
          accessKey: keys.accessKey, secretKey: keys.secretKey, sessionToken: keys.sessionToken, expiration: nil))
    }
    let surroundings = connections.surroundings
    let files = ProfileCredentials(surroundings: surroundings, profile: settings.profile, security: security)
    guard settings.profile == nil else { return files }
    return CredentialsChain(sources: [
      EnvironmentCredentials(surroundings: surroundings), WebIdentityCredentials(surroundings: surroundings, security: security), files,
      ContainerCredentials(surroundings: surroundings, transport: connections.direct),
      InstanceCredentials(surroundings: surroundings, transport: connections.direct),
    ])
  }
}
