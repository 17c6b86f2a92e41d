/// Why a request has no good answer.
enum RequestFailure: Hashable, Comparable {
  /// Answered with another status than 200.
  case status(Int)
  /// Answered, but not what was to be answered.
  case wrongAnswer
  case unreadable
  case connectionLost
  case timedOut
  /// Due, but no connection was free until the end.
  case neverSent

  var words: String {
    switch self {
    case .status(let status): "answered with status \(status)"
    case .wrongAnswer: "answered wrongly"
    case .unreadable: "answered unreadably"
    case .connectionLost: "lost with their connection"
    case .timedOut: "not answered within \(RequestClient.answerSeconds) s"
    case .neverSent: "never sent, for no connection was free until \(RequestClient.drainSeconds) s after the end"
    }
  }
}

/// What became of the requests of a stretch.
struct RequestTally {
  /// Enough for a problem of the service's.
  private static let refusalBytes = 300

  /// From due to the answer, or to when it was given up: what failed is in it too, so that no stall hides.
  var latency = HDRHistogram()
  /// From due to sent: the share of the client, and of waiting for a free connection.
  var lateness = HDRHistogram()
  var allowed = 0
  var denied = 0
  var failures: [RequestFailure: Int] = [:]
  /// What the first answer that was no decision said.
  private(set) var refusal: String?
  /// Of the whole stretch, nanoseconds.
  var elapsed: Int64 = 0
  var clientCPU: Int64 = 0

  /// Good answers.
  var answered: Int { allowed + denied }
  var failed: Int { failures.values.reduce(0, +) }

  mutating func fail(_ failure: RequestFailure) { failures[failure, default: 0] += 1 }

  mutating func keepRefusal(_ body: ArraySlice<UInt8>) {
    if refusal == nil { refusal = String(decoding: body.prefix(RequestTally.refusalBytes), as: UTF8.self) }
  }

  mutating func merge(_ other: RequestTally) {
    latency.merge(other.latency)
    lateness.merge(other.lateness)
    allowed += other.allowed
    denied += other.denied
    failures.merge(other.failures, uniquingKeysWith: +)
    refusal = refusal ?? other.refusal
    elapsed += other.elapsed
    clientCPU += other.clientCPU
  }
}
