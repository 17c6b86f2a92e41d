/// `GET /metrics`, for Prometheus and whoever reads its formats. To be asked by machines that may (`metrics`), by persons who may look,
/// or by anybody where the configuration says so.
public enum MetricsRoute {
  public static let path = "/metrics"

  /// Below the 10 s that Prometheus waits by default, so that it hears why.
  static let limitSeconds = 8.0

  /// - Parameters:
  ///   - withoutToken: nobody is asked for a token.
  ///   - collect: every family as it stands now. Where it throws, the answer is a 503: old numbers would pass for new ones.
  public static func make(
    withoutToken: Bool, collect: @escaping @Sendable () async throws(MetricsUnavailable) -> [MetricFamily]
  ) -> Route {
    let requirement = withoutToken ? Requirement.nobody : .anyOf(roles: .viewer, capabilities: .metrics)
    let collection = SharedCollection(collect)
    return Route(
      "GET", path, requirement, bodyBytes: 0,
      handler: .deferred(limitSeconds: limitSeconds) { context in
        let format = ExpositionFormat(accept: context.request.headers["accept"])
        do throws(MetricsUnavailable) {
          let body = Exposition.write(try await collection.families(), as: format)
          return HTTPResponse(status: 200, headers: [("Content-Type", format.contentType), ("Vary", "Accept")], body: body)
        } catch {
          return .tryLater(503, "no metrics now", error.reason)
        }
      })
  }
}

/// Why nothing can be said now.
public struct MetricsUnavailable: Error, Sendable, Equatable {
  /// In words, for whoever looks at the scraper's page of targets.
  public var reason: String

  public init(reason: String) { self.reason = reason }
}
