import ArresterBase
import ArresterEvents
import Synchronization

/// Tells somebody else's service to deny a principal, by Standard Webhooks 1.0.0 (`docs/enforcers.md` has the body).
///
/// An answer of 2xx is an acknowledgement and no more: nothing is read back. Redirects are not followed.
public final class WebhookEnforcer: Enforcer {
  public let name: String
  public let platforms: [Platform]
  public let readsBack = false
  public let propagationNanoseconds: Int64
  private let address: WebhookAddress
  private let secrets: [WebhookSecret]
  private let transport: any HTTPTransport
  private let clock: any WallClock
  private let timeoutNanoseconds: Int64
  /// The receiver has said that it is gone: nothing is sent to it until the next start.
  private let isGone = Mutex(false)

  /// - Parameters:
  ///   - secrets: at least one; each signs, so that a receiver may hold the old or the new one while they are changed.
  ///   - propagationNanoseconds: how long the receiver takes to put a denial into force after its answer.
  ///   - timeoutNanoseconds: of one request; shorter than the runner's step.
  public init(
    name: String, platforms: [Platform], address: WebhookAddress, secrets: [WebhookSecret], transport: any HTTPTransport,
    clock: any WallClock = SystemClock(), propagationNanoseconds: Int64 = 60 * Timestamp.nanosecondsPerSecond,
    timeoutNanoseconds: Int64 = 10 * Timestamp.nanosecondsPerSecond
  ) throws(WebhookProblem) {
    guard !secrets.isEmpty else { throw WebhookProblem(detail: "there is no secret; expected at least one, each signs") }
    self.name = name
    self.platforms = platforms
    self.address = address
    self.secrets = secrets
    self.transport = transport
    self.clock = clock
    self.propagationNanoseconds = propagationNanoseconds
    self.timeoutNanoseconds = timeoutNanoseconds
  }

  /// Always one step: what the receiver has in force cannot be seen from here.
  public func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan {
    guard !isGone.withLock({ $0 }) else { throw goneError }
    let message = BreakerMessage(order)
    return EnforcementPlan(
      order: order, steps: ["POST \(message.type) \(message.identifier) to \(address.origin)"], snapshot: Array("null".utf8),
      inverse: order.extent == .nothing ? [] : ["have the service at \(address.origin) allow \(order.key.principal) again"])
  }

  public func apply(_ plan: EnforcementPlan) async throws(EnforcementError) {
    guard !isGone.withLock({ $0 }) else { throw goneError }
    let answer = try await send(BreakerMessage(plan.order))
    if let error = judge(answer) { throw error }
  }

  /// Never known here; the runner asks only enforcers that read back.
  public func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    Verification(holds: false, detail: "a webhook is acknowledged and cannot be read back")
  }

  /// Sends a signed `arrester.check`, which asks for nothing.
  public func check() async -> [EnforcementProblem] {
    do throws(EnforcementError) {
      let answer = try await send(BreakerMessage(checkAt: clock.now()))
      guard let error = judge(answer) else { return [] }
      throw error
    } catch {
      return [EnforcementProblem(enforcer: name, found: error.detail, expected: "2xx from \(address.origin) to a signed arrester.check")]
    }
  }

  private func send(_ message: BreakerMessage) async throws(EnforcementError) -> InboundAnswer {
    do throws(TransportError) {
      return try await transport.send(request(message))
    } catch {
      // Whether or not it arrived: the receiver knows a repeat by its identifier.
      throw EnforcementError(.transient, "\(address.origin): \(error.detail)")
    }
  }

  private func request(_ message: BreakerMessage) -> OutboundRequest {
    OutboundRequest(
      method: "POST", url: address.url,
      headers: [("content-type", "application/json")]
        + WebhookSecret.headers(secrets, identifier: message.identifier, now: clock.now(), body: message.body),
      body: message.body, timeoutNanoseconds: timeoutNanoseconds)
  }

  /// - Returns: nil for an acknowledgement. What the receiver wrote is not repeated: it may be anything.
  private func judge(_ answer: InboundAnswer) -> EnforcementError? {
    let said = "\(address.origin) answered \(answer.status)"
    switch answer.status {
    case 200..<300: return nil
    case 300..<400: return EnforcementError(.permanent, said + "; redirects are not followed, expected the final url")
    case 410:
      isGone.withLock { $0 = true }
      return goneError
    case 429, 503:
      let pause = RetryAfter.nanoseconds(answer.headers["retry-after"], now: clock.now())
      return EnforcementError(.transient, said, retryAfterNanoseconds: pause)
    case 400..<500: return EnforcementError(.permanent, said)
    default: return EnforcementError(.transient, said)
    }
  }

  private var goneError: EnforcementError {
    EnforcementError(.permanent, "\(address.origin) answered 410 Gone; nothing more is sent to it until the next start")
  }
}
