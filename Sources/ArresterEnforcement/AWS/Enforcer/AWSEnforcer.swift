import ArresterBase
import ArresterEvents
import Foundation

/// Takes a role's or user's permissions away in AWS, while its sessions run: IAM evaluates every call anew, so nothing need be ended.
public struct AWSEnforcer: Enforcer {
  public let name: String
  public let platforms = [Platform.aws]
  public let readsBack = true
  public let propagationNanoseconds: Int64

  private let settings: AWSEnforcerSettings
  private let deny: any AWSDeny

  /// - Throws: where the settings are wrong, with all of it; or a file that they name cannot be read.
  public init(_ settings: AWSEnforcerSettings) throws(EnforcementError) {
    try self.init(settings, try AWSConnections.ofProcess(settings))
  }

  init(_ settings: AWSEnforcerSettings, _ connections: AWSConnections) throws(EnforcementError) {
    let problems = settings.validate()
    guard problems.isEmpty,
      let endpoints = AWSEndpoints(partition: settings.partition, region: settings.region, override: settings.endpoint)
    else { throw EnforcementError(.permanent, problems.joined(separator: "; ")) }
    self.settings = settings
    name = settings.name
    propagationNanoseconds = settings.propagationNanoseconds
    let accounts = AWSAccounts(settings, endpoints, connections)
    deny =
      switch settings.mode {
      case .attachedPolicy: AttachedDeny(settings, accounts, connections.retry)
      case .serviceControlPolicy: ServiceControlDeny(settings, accounts)
      }
  }

  public func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan {
    try await deny.plan(order, try principal(order))
  }

  public func apply(_ plan: EnforcementPlan) async throws(EnforcementError) {
    guard !plan.steps.isEmpty else { return }
    try await deny.apply(plan, try principal(plan.order))
  }

  public func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    try await deny.verify(order, try principal(order))
  }

  public func check() async -> [EnforcementProblem] {
    await deny.check().map { EnforcementProblem(enforcer: name, found: $0.found, expected: $0.expected) }
  }

  private func principal(_ order: DenyOrder) throws(EnforcementError) -> AWSPrincipal {
    let principal = try AWSPrincipal(order.key.principal)
    guard principal.partition == settings.partition else {
      throw EnforcementError(
        .permanent, "\(principal.arn) is in the partition \(principal.partition), and this enforcer acts in \(settings.partition)")
    }
    return principal
  }
}

/// What the enforcer reaches AWS with, as seams.
struct AWSConnections: Sendable {
  var transport: any HTTPTransport
  /// Without a proxy, for the endpoints of credentials on this host.
  var direct: any HTTPTransport
  var surroundings: Surroundings
  var clock: any WallClock = SystemClock()
  var retry = RetryPolicy()

  static func ofProcess(_ settings: AWSEnforcerSettings) throws(EnforcementError) -> AWSConnections {
    let surroundings = Surroundings.ofProcess
    let authorities = settings.authorityFile ?? surroundings.variable("AWS_CA_BUNDLE")
    do throws(TransportError) {
      return AWSConnections(
        transport: try CurlTransport(CurlSettings(authorityFile: authorities)),
        direct: try CurlTransport(CurlSettings(authorityFile: authorities, proxy: .none)), surroundings: surroundings)
    } catch {
      throw EnforcementError(.permanent, error.detail)
    }
  }
}

/// One way of denying.
protocol AWSDeny: Sendable {
  typealias Problem = (found: String, expected: String)

  func plan(_ order: DenyOrder, _ principal: AWSPrincipal) async throws(EnforcementError) -> EnforcementPlan
  func apply(_ plan: EnforcementPlan, _ principal: AWSPrincipal) async throws(EnforcementError)
  func verify(_ order: DenyOrder, _ principal: AWSPrincipal) async throws(EnforcementError) -> Verification
  func check() async -> [Problem]
}
