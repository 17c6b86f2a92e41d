import ArresterBase
import ArresterEnforcement

/// Tries to tell one receiver of one alert, once.
public struct AlertSender: Sendable {
  public enum Outcome: Sendable, Equatable {
    case delivered
    /// The receiver will never take this one; others it may.
    case refused(String)
    /// It takes nothing now: try again, at the earliest after so many nanoseconds where it said so.
    case failed(String, retryAfterNanoseconds: Int64?)
  }

  public let receiver: AlertReceiver
  private let transport: any HTTPTransport
  private let clock: any WallClock

  public init(_ receiver: AlertReceiver, transport: any HTTPTransport, clock: any WallClock = SystemClock()) {
    self.receiver = receiver
    self.transport = transport
    self.clock = clock
  }

  public func send(_ alert: Alert) async -> Outcome {
    do throws(TransportError) {
      return judge(try await transport.send(receiver.request(alert, now: clock.now())))
    } catch {
      return .failed("\(receiver.address.origin): \(error.detail)", retryAfterNanoseconds: nil)
    }
  }

  /// Only what is said of the body itself is final: a wrong key, an address that is gone or a redirect concern every message, and end
  /// when somebody mends the configuration or the receiver. What a receiver wrote is not repeated: it may be anything.
  private func judge(_ answer: InboundAnswer) -> Outcome {
    let said = "\(receiver.address.origin) answered \(answer.status)"
    switch answer.status {
    case 200..<300: return .delivered
    case 400, 413, 422: return .refused(said)
    default: return .failed(said, retryAfterNanoseconds: RetryAfter.nanoseconds(answer.headers["retry-after"], now: clock.now()))
    }
  }
}
