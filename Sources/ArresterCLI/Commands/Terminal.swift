import Foundation

/// What is a terminal, and how to write to it.
enum Terminal {
  static var isInteractive: Bool { isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb" }

  static func printLine(_ text: String) { print(text) }

  static func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// Overwrites the current line; an empty text clears it.
  static func status(_ text: String) { FileHandle.standardError.write(Data(("\r\u{1B}[K" + text).utf8)) }
}

/// A progress line for long work, at most five times a second, on a terminal only.
final class ProgressLine {
  private let total: Int
  private let start = Date()
  private var last = Date.distantPast

  init(total: Int) { self.total = total }

  func update(_ done: Int, _ unit: String) {
    guard Terminal.isInteractive, Date().timeIntervalSince(last) >= 0.2 else { return }
    last = Date()
    let seconds = max(0.001, last.timeIntervalSince(start))
    let percent = total > 0 ? " \(min(100, done * 100 / total)) %" : ""
    let left = total > done && done > 0 ? ", \(Int(seconds * Double(total - done) / Double(done))) s left" : ""
    Terminal.status("\(done / 1_000_000) MB \(unit)\(percent), \(Int(Double(done) / seconds / 1e6)) MB/s\(left)")
  }

  func finish() { if Terminal.isInteractive, last != .distantPast { Terminal.status("") } }
}
