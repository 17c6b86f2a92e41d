import ArresterBase
import Synchronization

/// Lets callers in, by their bearer tokens (RFC 6750), and counts those it does not.
///
/// A token is in no answer, log line or error.
public final class AccessControl: Sendable {
  public struct Limits: Sendable {
    /// Failed attempts of one address. Beyond it only machines' tokens are accepted: theirs are long and made by machines, and whoever
    /// shares an address with a guesser must still be able to ask for decisions.
    public var failures = Rate(perSecond: 1.0 / 6, burst: 10)
    /// Requests of one machine.
    public var callers = Rate(perSecond: 50_000, burst: 100_000)
    /// Requests of one person: what they look at takes the thread that decides some time.
    public var people = Rate(perSecond: 50, burst: 200)

    public init() {}
  }

  enum Admission {
    case admitted(Caller)
    case refused(HTTPResponse)
  }

  private let directory: Mutex<TokenDirectory>
  private let others: [any CallerVerifier]
  private let failures: FailureLimiter
  private let machines: CallerAllowances
  private let people: CallerAllowances
  private let counting: ServerCounting
  private let clock: any WallClock
  private let log: Log

  /// - Parameter others: asked for tokens that the directory does not know.
  public init(
    _ directory: TokenDirectory, others: [any CallerVerifier] = [], limits: Limits = Limits(), counting: ServerCounting,
    clock: any WallClock = SystemClock(), log: Log = Log()
  ) {
    self.directory = Mutex(directory)
    self.others = others
    failures = FailureLimiter(limits.failures)
    machines = CallerAllowances(limits.callers)
    people = CallerAllowances(limits.people)
    self.counting = counting
    self.clock = clock
    self.log = log
  }

  /// Takes effect with the next request.
  public func replace(_ next: TokenDirectory) { directory.withLock { $0 = next } }

  func admit(_ request: HTTPRequest, _ requirement: Requirement) -> Admission {
    guard !requirement.isPublic else { return .admitted(.anonymous) }
    let now = clock.now()
    let isSlowed = failures.wait(request.peer, now: now)
    guard let token = AccessControl.token(request) else { return fail(request, .tokenMissing, isSlowed, now) }
    switch verify(token, now, machinesOnly: isSlowed != nil) {
    case .unknown: return fail(request, .tokenUnknown, isSlowed, now)
    case .expired: return fail(request, .tokenExpired, isSlowed, now)
    case .accepted(let caller): return authorize(caller, requirement, now)
    }
  }

  private func verify(_ token: String, _ now: Int64, machinesOnly: Bool) -> CallerVerification {
    let known = directory.withLock(\.self).verify(token: token, now: now)
    if case .accepted(let caller) = known { return machinesOnly && caller.kind != .machine ? .unknown : known }
    guard known == .unknown, !machinesOnly else { return known }
    for verifier in others {
      let answer = verifier.verify(token: token, now: now)
      if answer != .unknown { return answer }
    }
    return .unknown
  }

  private func authorize(_ caller: Caller, _ requirement: Requirement, _ now: Int64) -> Admission {
    let allowances = caller.kind == .person ? people : machines
    if let wait = allowances.take(caller.name, now: now) {
      counting.add(.callersLimited)
      return .refused(
        .tryLater(429, "too many requests", "\(caller.name) asks more often than it may", seconds: AccessControl.seconds(wait)))
    }
    guard requirement.isMet(by: caller) else {
      counting.add(.forbidden)
      return .refused(.problem(403, "forbidden", "\(caller.name) lacks \(requirement.words)"))
    }
    return .admitted(caller)
  }

  private func fail(_ request: HTTPRequest, _ event: ServerEvent, _ wait: Int64?, _ now: Int64) -> Admission {
    if let wait {
      counting.add(.failuresLimited)
      return .refused(
        .tryLater(429, "too many failed attempts", "from this address; wait before the next one", seconds: AccessControl.seconds(wait)))
    }
    counting.add(event)
    failures.noteFailure(request.peer, now: now)
    log.warning("request without a valid token", ["peer": "\(request.peer)", "path": "\(request.path)", "reason": "\(event.name)"])
    let challenge: String
    let detail: String
    switch event {
    case .tokenExpired:
      challenge = #"Bearer realm="arrester", error="invalid_token", error_description="the token expired""#
      detail = "the token expired; use one that is valid"
    case .tokenUnknown:
      challenge = #"Bearer realm="arrester", error="invalid_token""#
      detail = "the token is not known here"
    default:
      challenge = #"Bearer realm="arrester""#
      detail = "send one header 'Authorization: Bearer TOKEN'"
    }
    return .refused(HTTPResponse.problem(401, "unauthorized", detail).adding("WWW-Authenticate", challenge))
  }

  /// nil where there is none, more than one, or another scheme.
  private static func token(_ request: HTTPRequest) -> String? {
    guard let header = request.headers["authorization"], !request.repeatedHeaders.contains("authorization") else { return nil }
    let scheme = header.utf8.prefix(7)
    guard scheme.elementsEqual("Bearer ".utf8) || (scheme.count == 7 && header.prefix(7).lowercased() == "bearer ") else { return nil }
    let token = header.utf8.dropFirst(7).drop { $0 == UInt8(ascii: " ") }
    return token.isEmpty ? nil : String(Substring(token))
  }

  private static func seconds(_ nanoseconds: Int64) -> Int64 {
    (nanoseconds + Timestamp.nanosecondsPerSecond - 1) / Timestamp.nanosecondsPerSecond
  }
}
