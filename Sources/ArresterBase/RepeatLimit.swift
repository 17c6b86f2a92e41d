/// Lets the first lines of a kind through in each window, and counts the others.
struct RepeatLimit {
  /// What is limited together: a flood of one kind hides no other.
  struct Kind: Hashable {
    var level: Log.Level
    var message: String
    /// Tells lines with the same message apart; nil where there is nothing to tell apart.
    var cause: String?

    /// Lines of kinds for which there was no room.
    static let others = Kind(level: .warning, message: "lines of other kinds", cause: nil)
  }

  /// How many lines of a kind were not written in a window that is over.
  struct Suppressed {
    var kind: Kind
    var count: Int
  }

  private struct Window {
    var start: Int64
    var lines = 0
  }

  static let mostLines = 10
  static let windowNanoseconds = 10 * Timestamp.nanosecondsPerSecond
  static let mostKinds = 1000

  private var windows: [Kind: Window] = [:]

  /// Counts a line. Returns whether it is to be written.
  mutating func admit(_ kind: Kind, at now: Int64) -> Bool {
    let kind = windows[kind] != nil || windows.count < RepeatLimit.mostKinds ? kind : .others
    var window = windows[kind] ?? Window(start: now)
    window.lines += 1
    windows[kind] = window
    return window.lines <= RepeatLimit.mostLines
  }

  /// Forgets windows that are over. One that begins later than now was begun before the clock was put back: it is over, too.
  mutating func takeEnded(at now: Int64) -> [Suppressed] {
    take { now < $0 || now - $0 > RepeatLimit.windowNanoseconds }
  }

  mutating func takeAll() -> [Suppressed] { take { _ in true } }

  private mutating func take(_ isOver: (Int64) -> Bool) -> [Suppressed] {
    let over = windows.filter { isOver($0.value.start) }
    guard !over.isEmpty else { return [] }
    for kind in over.keys { windows[kind] = nil }
    return over.filter { $0.value.lines > RepeatLimit.mostLines }
      .map { Suppressed(kind: $0.key, count: $0.value.lines - RepeatLimit.mostLines) }
      .sorted { ($0.kind.message, $0.kind.cause ?? "") < ($1.kind.message, $1.kind.cause ?? "") }
  }
}
