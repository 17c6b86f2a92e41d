import Arrester
import Foundation

/// How far a replay is, at most five times a second, on a terminal only.
final class ReplayProgressLine {
  private let totalBytes: Int
  private let isShown = Terminal.isInteractive
  private var phaseStart = Date()
  private var isJudging = false
  private var last = Date.distantPast

  init(totalBytes: Int) { self.totalBytes = totalBytes }

  func update(_ progress: ReplayProgress) {
    guard isShown else { return }
    let now = Date()
    if case .judged = progress, !isJudging {
      isJudging = true
      phaseStart = now
    }
    guard now.timeIntervalSince(last) >= 0.2 else { return }
    last = now
    Terminal.status(ReplayProgressLine.words(progress, totalBytes: totalBytes, seconds: now.timeIntervalSince(phaseStart)))
  }

  func finish() { if isShown, last != .distantPast { Terminal.status("") } }

  /// `412 MB of 1,100 MB read (37 %), 55 MB/s, 12 s left`; then the changes that are judged in order of time.
  /// - Parameter seconds: since reading, or judging, began.
  static func words(_ progress: ReplayProgress, totalBytes: Int, seconds: Double) -> String {
    let seconds = max(0.001, seconds)
    switch progress {
    case .read(let bytes):
      let rate = "\(Int(Double(bytes) / seconds / 1e6)) MB/s"
      // Of standard input nobody knows how long it is.
      guard totalBytes > 0 else { return "\(bytes / 1_000_000) MB read, \(rate)" }
      return "\(bytes / 1_000_000) MB of \(totalBytes / 1_000_000) MB read (\(percent(bytes, totalBytes)) %), \(rate)"
        + left(bytes, totalBytes, seconds)
    case .judged(let changes, let total):
      return "judged \(changes) of \(total) changes (\(percent(changes, total)) %), \(Int(Double(changes) / seconds))/s"
        + left(changes, total, seconds)
    }
  }

  private static func percent(_ done: Int, _ total: Int) -> Int { min(100, done * 100 / max(1, total)) }

  private static func left(_ done: Int, _ total: Int, _ seconds: Double) -> String {
    guard done > 0, total > done else { return "" }
    let left = Int(seconds * Double(total - done) / Double(done))
    return left < 120 ? ", \(left) s left" : ", \(left / 60) min left"
  }
}
