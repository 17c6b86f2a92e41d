import ArresterBase

/// `/healthz`: the process answers. `/readyz`: it may be sent requests. Neither asks for a token.
///
/// Being behind or blind must not make it unready: that would take the denials out of a load balancer (semantics, section 8).
public enum HealthRoutes {
  /// - Parameter whyNotReady: nil when ready, else the reason in words, as "warming up"; asked for each request.
  public static func make(whyNotReady: @escaping @Sendable () -> String?) -> [Route] {
    [
      Route("GET", "/healthz", .nobody, bodyBytes: 0, handler: .immediate { _ in .json { $0.field("alive", true) } }),
      Route("GET", "/readyz", .nobody, bodyBytes: 0, handler: .immediate { _ in ready(whyNotReady()) }),
    ]
  }

  private static func ready(_ reason: String?) -> HTTPResponse {
    .json(reason == nil ? 200 : 503) { json in
      json.field("ready", reason == nil)
      if let reason { json.field("reason", reason) }
    }
  }
}
