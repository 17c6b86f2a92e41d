import Glibc

/// Puts the answers of one HTTP/1.1 connection together, as they come in parts. One request is out at a time, so that nothing may follow
/// an answer. Belongs to one thread.
struct AnswerReader {
  struct Answer: Equatable {
    var status: Int
    /// Of `bytes`.
    var body: Range<Int>
    /// The other side is going to close.
    var isLast: Bool
  }

  enum Finding: Equatable {
    case incomplete
    case answer(Answer)
    /// What cannot be read here, and why.
    case unreadable(String)
  }

  /// An answer of the decision endpoint has a few hundred.
  static let maximumBytes = 64 * 1024

  private(set) var bytes = [UInt8](repeating: 0, count: AnswerReader.maximumBytes)
  private(set) var count = 0

  /// Makes room for the next answer.
  mutating func clear() { count = 0 }

  /// Lets `fill` write into what is left of the room.
  /// - Parameter fill: returns how many bytes it wrote, or what `recv` says of an end or an error.
  mutating func append(_ fill: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
    let taken = bytes.withUnsafeMutableBytes { fill(UnsafeMutableRawBufferPointer(rebasing: $0[count...])) }
    if taken > 0 { count += taken }
    return taken
  }

  /// What the bytes amount to so far.
  /// - Complexity: O(bytes).
  func read() -> Finding {
    guard let head = headEnd else { return count < bytes.count ? .incomplete : .unreadable("its head is longer than \(bytes.count) bytes") }
    var lines = bytes[..<(head - 2)].split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, let status = AnswerReader.status(first) else { return .unreadable("its first line is not HTTP/1.1's") }
    lines.removeFirst()
    var length: Int?
    var isLast = false
    for line in lines {
      if let value = AnswerReader.value(of: "content-length:", in: line) { length = Int(value) }
      if let value = AnswerReader.value(of: "connection:", in: line) { isLast = value.lowercased() == "close" }
    }
    guard let length, length >= 0 else { return .unreadable("it has no Content-Length") }
    guard length <= bytes.count - head else { return .unreadable("it is longer than \(bytes.count) bytes") }
    guard count >= head + length else { return .incomplete }
    guard count == head + length else { return .unreadable("more bytes follow it than were asked for") }
    return .answer(Answer(status: status, body: head..<count, isLast: isLast))
  }

  /// Where the body begins.
  private var headEnd: Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 3
      while index < count {
        if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 { return index + 1 }
        index += 1
      }
      return nil
    }
  }

  /// `HTTP/1.1 200 OK`.
  private static func status(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.starts(with: "HTTP/1.1 ".utf8), line.count >= 12 else { return nil }
    let digits = line.dropFirst(9).prefix(3)
    return Int(String(decoding: digits, as: UTF8.self)).flatMap { (100...599).contains($0) ? $0 : nil }
  }

  /// - Parameter name: in lower case, with its colon.
  private static func value(of name: String, in line: ArraySlice<UInt8>) -> String? {
    guard line.count > name.utf8.count, zip(line, name.utf8).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) else { return nil }
    let value = line.dropFirst(name.utf8.count).filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    return String(decoding: value, as: UTF8.self)
  }
}
