import ArresterBase
import Synchronization

/// Which name each subject was last seen under: one person who changes their e-mail address must not be two persons of whom one asks and
/// the other approves.
final class SubjectNames: Sendable {
  static let maximumSubjects = 10_000
  /// Twice as long as a request waits for its approval.
  static let memoryNanoseconds: Int64 = 3600 * Timestamp.nanosecondsPerSecond

  private struct Seen {
    var name: String
    var last: Int64
  }

  private let seen = Mutex<[String: Seen]>([:])

  /// Those without roles ask and approve nothing, and are not remembered.
  func note(_ subject: String, is caller: Caller, now: Int64) throws(TokenRefusal) {
    guard !caller.roles.isEmpty else { return }
    let refusal: OIDCEvent? = seen.withLock { seen in
      if let known = seen[subject], known.name != caller.name, now - known.last < SubjectNames.memoryNanoseconds { return .nameChanged }
      if seen[subject] == nil, seen.count >= SubjectNames.maximumSubjects {
        seen = seen.filter { now - $0.value.last < SubjectNames.memoryNanoseconds }
        guard seen.count < SubjectNames.maximumSubjects else { return .subjectsAtLimit }
      }
      seen[subject] = Seen(name: caller.name, last: now)
      return nil
    }
    if let refusal { throw TokenRefusal(refusal) }
  }
}
