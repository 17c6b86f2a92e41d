import Glibc

/// Reads a file, or standard input, line by line in bounded memory.
final class LineReader {
  enum Line: Equatable {
    case line([UInt8])
    /// Longer than the limit, and skipped to its end.
    case overlong
  }

  private let path: String
  private let descriptor: Int32
  private let maximumBytes: Int
  private var chunk = [UInt8](repeating: 0, count: 65_536)
  private var available = 0..<0
  private var isAtEnd = false

  /// - Parameter path: `-` for standard input.
  init(path: String, maximumBytes: Int) throws(AuditFileError) {
    self.path = path
    self.maximumBytes = maximumBytes
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AuditFileError.system(.unreadable, path, "open it") }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// - Returns: nil at the end. A last line without a line break is a line.
  func next() throws(AuditFileError) -> Line? {
    var line: [UInt8] = []
    var isOverlong = false
    var hasBegun = false
    while true {
      if available.isEmpty { try fill() }
      guard !available.isEmpty else { break }
      hasBegun = true
      let end = chunk[available].firstIndex(of: 0x0A)
      let part = available.lowerBound..<(end ?? available.upperBound)
      isOverlong = isOverlong || line.count + part.count > maximumBytes
      if !isOverlong { line += chunk[part] }
      available = (end.map { $0 + 1 } ?? available.upperBound)..<available.upperBound
      if end != nil { break }
    }
    guard hasBegun else { return nil }
    return isOverlong ? .overlong : .line(line)
  }

  private func fill() throws(AuditFileError) {
    guard !isAtEnd else { return }
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw AuditFileError.system(.unreadable, path, "read it") }
      isAtEnd = count == 0
      available = 0..<count
      return
    }
  }
}
