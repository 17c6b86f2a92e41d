import ArresterBase
import ArresterConfiguration
import ArresterEnforcement
import ArresterServer

/// Persons by the tokens of an issuer, whose keys are kept fresh by a task of its own.
final class IssuerTokens: Sendable {
  let verifier: OIDCVerifier
  let counting = OIDCCounting()
  private let refreshing: Task<Void, Never>

  /// - Throws: `ConfigurationProblems` where the settings are wrong; `TransportError`.
  init(_ settings: IssuerSettings, log: Log) throws {
    let oidc = OIDCSettings(settings)
    let problems = oidc.validate().map { problem in
      let (name, detail) = IssuerTokens.split(problem)
      return ConfigurationProblem(keyPath: "oidc.\(name)", found: detail, expected: "correct it")
    }
    guard problems.isEmpty else { throw ConfigurationProblems(problems) }
    let keys = OIDCKeys(oidc)
    verifier = OIDCVerifier(oidc, keys: keys, counting: counting)
    let source = IssuerDocuments(transport: try CurlTransport(CurlSettings(maximumAnswerBytes: KeyDocumentLimits.maximumBytes)))
    refreshing = Task { [counting] in await OIDCRefresher(oidc, keys: keys, source: source, counting: counting, log: log).run() }
  }

  func stop() { refreshing.cancel() }

  /// `NAME: what is wrong`.
  private static func split(_ problem: String) -> (name: String, detail: String) {
    let parts = problem.split(separator: ":", maxSplits: 1)
    return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : problem)
  }
}

/// The issuer's documents, by HTTP.
private struct IssuerDocuments: KeyDocumentSource {
  let transport: CurlTransport

  func fetch(_ url: String) async throws -> [UInt8] {
    let answer = try await transport.send(OutboundRequest(method: "GET", url: url, headers: [("Accept", "application/json")]))
    guard answer.status == 200 else { throw TransportError(detail: "\(url) was answered with \(answer.status)", mayHaveArrived: true) }
    return answer.body
  }
}

extension OIDCSettings {
  fileprivate init(_ settings: IssuerSettings) {
    self.init(
      issuer: settings.issuer, audience: settings.audience, authorizedParties: settings.authorizedParties, nameClaim: settings.nameClaim,
      rolesClaim: settings.rolesClaim, roles: settings.roles.mapValues { Roles($0) },
      maximumAgeSeconds: Int(settings.maximumAgeNanoseconds / Timestamp.nanosecondsPerSecond))
  }
}

extension IssuerSettings {
  /// Of everything that decides who a token makes somebody: any other is another posture.
  var fingerprint: String {
    var json = JSONText()
    json.object { json in
      json.field("issuer", issuer)
      json.field("audience", audience)
      json.key("authorizedParties")
      json.array(authorizedParties.sorted())
      json.field("nameClaim", nameClaim)
      json.field("rolesClaim", rolesClaim)
      json.field("maximumAge", Int(maximumAgeNanoseconds))
      json.key("roles")
      json.object { json in
        for value in roles.keys.sorted() {
          json.key(value)
          json.array((roles[value] ?? []).map(\.rawValue).sorted())
        }
      }
    }
    return SHA256(json.bytes).hexadecimal
  }
}
