import Glibc
import Synchronization

/// Structured logging for control code: one JSON object a line. Never on the event path.
///
/// The same line (level, message and cause) more than ten times in ten seconds is counted instead of written. The count is said in a
/// line of its own once the ten seconds are over: with the next line of any kind, or by `finish`.
public final class Log: Sendable {
  public enum Level: Int, Sendable, Comparable {
    case debug = 0
    case info
    case warning
    case error

    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    var name: String { ["debug", "info", "warning", "error"][rawValue] }
  }

  /// A field of a line.
  public enum Value: Sendable, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    case text(String)
    case number(Int)
    case decimal(Double)
    case flag(Bool)

    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int) { self = .number(value) }
    public init(floatLiteral value: Double) { self = .decimal(value) }
  }

  /// A longer text keeps its beginning.
  static let mostTextBytes = 16 * 1024

  private let level: Level
  private let clock: any WallClock
  private let write: @Sendable (String) -> Void
  private let limit = Mutex(RepeatLimit())

  public init(level: Level = .info, clock: any WallClock = SystemClock(), write: @escaping @Sendable (String) -> Void = Log.standardError) {
    self.level = level
    self.clock = clock
    self.write = write
  }

  /// Writes a line with one call where the system takes it whole, so that lines of several threads do not mix.
  @Sendable public static func standardError(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Glibc.write(2, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        // Nobody is there to be told of any other error.
        guard written > 0 || errno == EINTR else { return }
        rest = rest.dropFirst(max(0, written))
      }
    }
  }

  public typealias Fields = KeyValuePairs<String, Value>

  /// - Parameter cause: what tells lines with this message apart; it is written before the fields, and each has a limit of its own.
  public func debug(_ message: String, cause: String? = nil, _ fields: @autoclosure () -> Fields = [:]) {
    log(level: .debug, message, cause: cause, fields())
  }

  public func info(_ message: String, cause: String? = nil, _ fields: @autoclosure () -> Fields = [:]) {
    log(level: .info, message, cause: cause, fields())
  }

  public func warning(_ message: String, cause: String? = nil, _ fields: @autoclosure () -> Fields = [:]) {
    log(level: .warning, message, cause: cause, fields())
  }

  public func error(_ message: String, cause: String? = nil, _ fields: @autoclosure () -> Fields = [:]) {
    log(level: .error, message, cause: cause, fields())
  }

  /// Says what was not written, without waiting for the end of its ten seconds.
  public func finish() {
    let now = clock.now()
    for suppressed in limit.withLock({ $0.takeAll() }) { say(suppressed, at: now) }
  }

  /// Fields are made for lines that are written only.
  public func log(level: Level, _ message: String, cause: String? = nil, _ fields: @autoclosure () -> Fields = [:]) {
    guard level >= self.level else { return }
    let now = clock.now()
    let (ended, isWritten) = limit.withLock { limit in
      (limit.takeEnded(at: now), limit.admit(RepeatLimit.Kind(level: level, message: message, cause: cause), at: now))
    }
    for suppressed in ended { say(suppressed, at: now) }
    guard isWritten else { return }
    writeLine(level, message, at: now) { json in
      if let cause { json.field("cause", cause) }
      for (key, value) in fields() { Log.write(key, value, &json) }
    }
  }

  private func say(_ suppressed: RepeatLimit.Suppressed, at now: Int64) {
    writeLine(suppressed.kind.level, "lines were not written", at: now) { json in
      json.field("of", suppressed.kind.message)
      if let cause = suppressed.kind.cause { json.field("cause", cause) }
      json.field("repeatsNotWritten", suppressed.count)
    }
  }

  private func writeLine(_ level: Level, _ message: String, at now: Int64, _ rest: (inout JSONText) -> Void) {
    var json = JSONText()
    json.object { json in
      json.field("time", Timestamp.format(now))
      json.field("level", level.name)
      json.field("message", message)
      rest(&json)
    }
    write(json.text)
  }

  private static func write(_ key: String, _ value: Value, _ json: inout JSONText) {
    switch value {
    case .text(let text): json.field(key, bounded(text))
    case .number(let number): json.field(key, number)
    case .decimal(let number): json.field(key, number)
    case .flag(let flag): json.field(key, flag)
    }
  }

  /// Cut between two characters.
  private static func bounded(_ text: String) -> String {
    guard text.utf8.count > mostTextBytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: mostTextBytes)
    while end.samePosition(in: text.unicodeScalars) == nil { text.utf8.formIndex(before: &end) }
    return text[..<end] + "…"
  }
}
