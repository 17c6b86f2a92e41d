import Synchronization

/// What the server counts.
public enum ServerEvent: Int, Sendable, CaseIterable {
  case connections
  case requests
  /// 413
  case bodyTooLarge
  /// 431
  case headersTooLarge
  /// Requests that are no HTTP, or whose path or headers cannot be read: 400.
  case malformed
  /// Headers, a body or an answer took too long: closed.
  case slowConnections
  /// 503: too many connections.
  case overConnectionLimit
  /// Closed when they connected: far too many connections, or too many from one address.
  case refusedConnections
  /// 503: the bodies of all requests together are too large.
  case overBodyBudget
  /// 503: too many deferred requests under way.
  case overDeferredLimit
  /// 503: too many bodies that go on.
  case overStreamLimit
  /// A body that goes on was ended: its reader fell too far behind.
  case slowStreams
  /// 503: a deferred handler took longer than its route allows.
  case deferredTimeouts
  /// 404
  case unknownPaths
  /// 405
  case wrongMethods
  /// 401: no token.
  case tokenMissing
  /// 401: a token that nobody has.
  case tokenUnknown
  /// 401: a token that was good once.
  case tokenExpired
  /// 403: the caller lacks the role or capability.
  case forbidden
  /// 429: too many failed attempts from one address.
  case failuresLimited
  /// 429: the caller asks more often than it may.
  case callersLimited
  /// 500
  case handlerErrors
  case allowed
  case denied
  case approvalsAsked
  /// Allowed in shadow, halt or for the protected, and would have been denied.
  case wouldDeny
  /// Decisions that the fail mode made, because the picture was too old.
  case staleDecisions

  /// The metric's name: the case's.
  public var name: String { String(describing: self) }
}

/// A reading of everything that was counted since the start.
public struct ServerCounters: Sendable, Equatable {
  private var counts: [Int]

  fileprivate init(_ counts: [Int]) { self.counts = counts }

  public subscript(_ event: ServerEvent) -> Int { counts[event.rawValue] }

  /// By name, in a fixed order.
  public var all: [(name: String, count: Int)] { ServerEvent.allCases.map { ($0.name, self[$0]) } }
}

/// Where the server's threads count. Any thread.
public final class ServerCounting: Sendable {
  private final class Count: Sendable { let value = Atomic<Int>(0) }

  private let counts = ServerEvent.allCases.map { _ in Count() }

  public init() {}

  public func add(_ event: ServerEvent) { counts[event.rawValue].value.wrappingAdd(1, ordering: .relaxed) }

  public var reading: ServerCounters { ServerCounters(counts.map { $0.value.load(ordering: .relaxed) }) }
}
