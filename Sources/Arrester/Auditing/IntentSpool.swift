import ArresterBase
import ArresterBreaker
import ArresterEvents
import Foundation
import Synchronization

/// Intents to deny that Kafka had not taken when the denial went on, in a local file until the audit log has them: a crash does not
/// lose that something was about to be done (semantics.md, section 8). Any thread.
///
/// An entry may be told twice, after a crash between its commit and `clear`; not at all only where it is full, or the disk takes nothing, which pages.
public final class IntentSpool: Sendable {
  public let path: String
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var file: AppendFile
    /// Nothing may be cleared before the next start: the audit log does not know of some entry.
    var keepsAll = false
  }

  /// A line is as long as an entry's names and detail may be, escaped.
  private static let mostLineBytes = 65_536
  /// Of the file: beyond it intents are lost in a crash, and each is logged.
  static let mostBytes = 64 << 20

  /// What a run before has left, oldest first.
  public let left: [AuditEntry]
  /// Lines that hold no intent.
  public let unreadable: Int

  /// Opens the file, and makes it where there is none. Its folder has to exist.
  public init(path: String) throws(AuditFileError) {
    self.path = path
    let file = try AppendFile(path)
    let reader = try LineReader(path: path, maximumBytes: IntentSpool.mostLineBytes)
    var left: [AuditEntry] = []
    var unreadable = 0
    while let line = try reader.next() {
      if case .line(let bytes) = line, let intent = SpooledIntent(line: bytes) { left.append(intent.entry) } else { unreadable += 1 }
    }
    self.left = left
    self.unreadable = unreadable
    state = Mutex(State(file: file))
  }

  /// Keeps an intent, and returns once the device has it.
  /// - Parameter isKnown: the audit log's writer has it, and will tell when it is committed.
  /// - Throws: `full`, or `unwritable` where the device takes nothing.
  func keep(_ entry: AuditEntry, isKnown: Bool) throws(AuditFileError) {
    guard let line = SpooledIntent(entry)?.line else { return }
    let result: Result<Void, AuditFileError> = state.withLock { state in
      do throws(AuditFileError) {
        guard state.file.byteCount + line.count <= IntentSpool.mostBytes else {
          throw AuditFileError(.full, path, "the spool may hold no more than \(IntentSpool.mostBytes) bytes")
        }
        try state.file.append([line])
        try state.file.sync()
        if !isKnown { state.keepsAll = true }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// The audit log has everything that its writer knew of.
  func clear() {
    // The thread that decides waits for no disk: where an intent is being kept now, the next commit clears.
    _ = state.withLockIfAvailable { state in
      guard !state.keepsAll, state.file.byteCount > 0 else { return }
      // Where that fails they stay, and are told twice after a restart.
      try? state.file.removeAll()
    }
  }
}

/// An intent of an enforcer as a line of the spool.
private struct SpooledIntent: Codable {
  var enforcer: String
  var platform: String
  var scope: String
  var principal: String
  var kind: String
  var trip: String?
  /// RFC 3339.
  var at: String
  var detail: String

  init?(_ entry: AuditEntry) {
    guard case .enforcer(let name) = entry.actor, let key = entry.key else { return nil }
    enforcer = name
    platform = key.platform.name
    scope = key.homeScope
    principal = key.principal
    kind = key.kind.name
    trip = entry.trip
    at = Timestamp.format(entry.at)
    detail = entry.detail
  }

  init?(line: [UInt8]) {
    guard let intent = try? JSONDecoder().decode(SpooledIntent.self, from: Data(line)), intent.key != nil,
      Timestamp.parse(intent.at) != nil
    else { return nil }
    self = intent
  }

  var line: [UInt8]? { (try? JSONEncoder().encode(self)).map { [UInt8]($0) } }

  private var key: BreakerKey? {
    guard let platform = Platform.allCases.first(where: { $0.name == platform }), let kind = PrincipalKind(name: kind) else { return nil }
    return BreakerKey(platform: platform, homeScope: scope, principal: principal, kind: kind)
  }

  var entry: AuditEntry {
    AuditEntry(
      .intent, .denyApplied, by: .enforcer(enforcer), key: key, trip: trip, at: Timestamp.parse(at) ?? 0,
      detail: "told after a restart: \(detail)")
  }
}
