import Glibc
import Synchronization

/// Structured logging for control code: one JSON object a line. Never on the event path.
///
/// The same message more than `repeatsPerWindow` times in ten seconds is counted instead of written, and the count is said
/// with the next one that is.
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

  private struct Repeats {
    var windowStart: Int64
    var written: Int
    var suppressed: Int
  }

  private static let repeatsPerWindow = 10
  private static let windowNanoseconds = 10 * Timestamp.nanosecondsPerSecond
  private static let maximumMessages = 1000

  private let level: Level
  private let clock: any WallClock
  private let write: @Sendable (String) -> Void
  private let repeats = Mutex<[String: Repeats]>([:])

  public init(level: Level = .info, clock: any WallClock = SystemClock(), write: @escaping @Sendable (String) -> Void = Log.standardError) {
    self.level = level
    self.clock = clock
    self.write = write
  }

  /// Writes a line with one call, so that lines of several threads do not mix.
  @Sendable public static func standardError(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
  }

  public func debug(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, Value> = [:]) { log(.debug, message, fields) }
  public func info(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, Value> = [:]) { log(.info, message, fields) }
  public func warning(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, Value> = [:]) { log(.warning, message, fields) }
  public func error(_ message: String, _ fields: @autoclosure () -> KeyValuePairs<String, Value> = [:]) { log(.error, message, fields) }

  /// Fields are made for lines that are written only.
  private func log(_ level: Level, _ message: String, _ fields: () -> KeyValuePairs<String, Value>) {
    guard level >= self.level else { return }
    let now = clock.now()
    guard let suppressed = admit(message, now) else { return }
    var json = JSONText()
    json.object { json in
      json.field("time", Timestamp.format(now))
      json.field("level", level.name)
      json.field("message", message)
      for (key, value) in fields() { Log.write(key, value, &json) }
      if suppressed > 0 { json.field("repeatsNotWritten", suppressed) }
    }
    write(json.text)
  }

  /// nil: not now; else how many of the same were not written before.
  private func admit(_ message: String, _ now: Int64) -> Int? {
    repeats.withLock { repeats in
      if repeats.count > Log.maximumMessages { repeats.removeAll() }
      var entry = repeats[message] ?? Repeats(windowStart: now, written: 0, suppressed: 0)
      defer { repeats[message] = entry }
      if now - entry.windowStart > Log.windowNanoseconds {
        let suppressed = entry.suppressed
        entry = Repeats(windowStart: now, written: 1, suppressed: 0)
        return suppressed
      }
      if entry.written >= Log.repeatsPerWindow {
        entry.suppressed += 1
        return nil
      }
      entry.written += 1
      return 0
    }
  }

  private static func write(_ key: String, _ value: Value, _ json: inout JSONText) {
    switch value {
    case .text(let text): json.field(key, text)
    case .number(let number): json.field(key, number)
    case .decimal(let number): json.field(key, number)
    case .flag(let flag): json.field(key, flag)
    }
  }
}
