import ArresterEvents
import Glibc

/// Cuts a stream of bytes into records: lines, the elements of `{"Records": [...]}` and of arrays however large, and objects
/// printed over several lines. Holds one record at a time.
final class RecordSplitter {
  /// What was cut out: a record, or why a piece is none.
  enum Piece {
    case record(UnsafeRawBufferPointer)
    case unreadable(UnsafeRawBufferPointer, DeadLetterReason)
  }

  private let maximumRecordBytes: Int
  private let emit: (Piece, _ line: Int, _ index: Int?) -> Void
  private var buffer: [UInt8] = []
  /// Where the next record begins in `buffer`, and how far it was looked at.
  private var start = 0
  /// The line that the next record begins on, from 1.
  private(set) var line = 1
  private var mode = Mode.lines
  private var elementIndex = 0
  private var scan = StructureScan()
  /// A record that is too large is stepped over up to its end.
  private var isDiscarding = false

  private enum Mode {
    case lines
    /// Inside the array of a document; `isWrapped`: an object is around it.
    case elements(isWrapped: Bool)
    /// Behind the array, up to the end of the object around it.
    case tail
  }

  init(maximumRecordBytes: Int, emit: @escaping (Piece, _ line: Int, _ index: Int?) -> Void) {
    self.maximumRecordBytes = maximumRecordBytes
    self.emit = emit
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(contentsOf: bytes)
    while step(isLast: false) {}
    dropConsumed()
  }

  /// Call at the end of the input.
  func finish() {
    while step(isLast: true) {}
    buffer.removeAll()
    start = 0
  }

  /// Takes one step; false once more bytes are needed.
  private func step(isLast: Bool) -> Bool {
    switch mode {
    case .lines: return stepLine(isLast)
    case .elements(let isWrapped): return stepElement(isWrapped, isLast)
    case .tail: return stepTail(isLast)
    }
  }

  // MARK: Lines

  private func stepLine(_ isLast: Bool) -> Bool {
    skipSpace()
    guard start < buffer.count else { return false }
    if isDiscarding { return discardLine(isLast) }
    switch DocumentHead.recognise(buffer[start...]) {
    case .array(let length):
      begin(.elements(isWrapped: false), length)
      return true
    case .records(let length):
      begin(.elements(isWrapped: true), length)
      return true
    case .undecided where !isLast: return false
    default: return takeLine(isLast)
    }
  }

  private func takeLine(_ isLast: Bool) -> Bool {
    let end = indexOfNewline(from: start)
    guard end != nil || isLast || buffer.count - start > maximumRecordBytes else { return false }
    guard let stop = end ?? (buffer.count - start > maximumRecordBytes ? nil : buffer.count) else {
      emitPiece(start..<buffer.count, .tooLarge)
      isDiscarding = true
      start = buffer.count
      return true
    }
    if stop - start > maximumRecordBytes {
      emitPiece(start..<stop, .tooLarge)
      start = stop
      return true
    }
    if buffer[start] == UInt8(ascii: "{"), lastCharacter(start, stop) != UInt8(ascii: "}") {
      switch objectOverLines() {
      case .end(let objectEnd):
        emitRecord(start..<objectEnd, nil)
        advance(to: objectEnd)
        return true
      case .needsMore where !isLast && buffer.count - start <= maximumRecordBytes: return false
      default: break
      }
    }
    emitRecord(start..<stop, nil)
    start = stop
    return true
  }

  private func discardLine(_ isLast: Bool) -> Bool {
    if let end = indexOfNewline(from: start) {
      start = end
      isDiscarding = false
      return true
    }
    start = buffer.count
    return false
  }

  private enum ObjectEnd {
    case end(Int)
    case needsMore
    case none
  }

  /// The end of an object that goes on behind its first line. A line that begins a new object, or a string that crosses
  /// a line, means that the first line is only damaged.
  private func objectOverLines() -> ObjectEnd {
    var scan = StructureScan()
    let limit = min(buffer.count, start + maximumRecordBytes)
    for index in start..<limit {
      let byte = buffer[index]
      if byte == 0x0A {
        if scan.isInString { return .none }
        if index + 1 < limit, buffer[index + 1] == UInt8(ascii: "{") { return .none }
      }
      scan.take(byte)
      if scan.depth == 0, !scan.isInString { return .end(index + 1) }
    }
    return .needsMore
  }

  // MARK: Documents

  private func begin(_ mode: Mode, _ length: Int) {
    self.mode = mode
    elementIndex = 0
    advance(to: start + length)
    scan = StructureScan()
  }

  private func stepElement(_ isWrapped: Bool, _ isLast: Bool) -> Bool {
    skipSpace()
    while start < buffer.count, buffer[start] == UInt8(ascii: ",") {
      start += 1
      skipSpace()
    }
    guard start < buffer.count else { return false }
    if buffer[start] == UInt8(ascii: "]") {
      start += 1
      mode = isWrapped ? .tail : .lines
      scan = StructureScan()
      return true
    }
    return takeElement(isLast)
  }

  private func takeElement(_ isLast: Bool) -> Bool {
    var scan = StructureScan()
    var index = start
    while index < buffer.count, index - start <= maximumRecordBytes {
      let byte = buffer[index]
      if byte == 0x0A, scan.isInString { return abandonDocument(.notJSON) }
      if scan.depth == 0, !scan.isInString, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
        elementIndex += 1
        emitRecord(start..<index, elementIndex)
        advance(to: index)
        return true
      }
      scan.take(byte)
      index += 1
    }
    if index - start > maximumRecordBytes { return abandonDocument(.tooLarge) }
    return isLast ? abandonDocument(.truncatedJSON) : false
  }

  /// What cannot be an element is one dead letter up to the end of its line; from there on lines are read again.
  private func abandonDocument(_ reason: DeadLetterReason) -> Bool {
    let stop = indexOfNewline(from: start) ?? buffer.count
    elementIndex += 1
    emitPiece(start..<stop, reason, elementIndex)
    isDiscarding = stop == buffer.count && reason == .tooLarge
    start = stop
    mode = .lines
    return true
  }

  private func stepTail(_ isLast: Bool) -> Bool {
    while start < buffer.count {
      let byte = buffer[start]
      if scan.depth == 0, !scan.isInString, byte == UInt8(ascii: "}") {
        start += 1
        mode = .lines
        return true
      }
      if byte == 0x0A, scan.isInString { mode = .lines }
      scan.take(byte)
      advance(to: start + 1)
      if case .lines = mode { return true }
    }
    return false
  }

  // MARK: Bytes

  private func skipSpace() {
    while start < buffer.count, buffer[start] == 0x20 || buffer[start] == 0x0A || buffer[start] == 0x0D || buffer[start] == 0x09 {
      advance(to: start + 1)
    }
    // A byte-order mark at the beginning of a file is no part of its first record.
    if line == 1, start == 0, buffer.count >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { start = 3 }
  }

  /// Moves on and counts the lines that were passed.
  private func advance(to end: Int) {
    for index in start..<end where buffer[index] == 0x0A { line += 1 }
    start = end
  }

  private func indexOfNewline(from index: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard index < bytes.count, let found = memchr(bytes.baseAddress! + index, 0x0A, bytes.count - index) else { return nil }
      return bytes.baseAddress!.distance(to: UnsafeRawPointer(found))
    }
  }

  private func lastCharacter(_ from: Int, _ to: Int) -> UInt8 {
    var index = to - 1
    while index > from, buffer[index] == 0x20 || buffer[index] == 0x0D || buffer[index] == 0x09 { index -= 1 }
    return buffer[index]
  }

  private func emitRecord(_ range: Range<Int>, _ index: Int?) {
    guard !range.isEmpty else { return }
    buffer.withUnsafeBytes { emit(.record(UnsafeRawBufferPointer(rebasing: $0[range])), line, index) }
  }

  private func emitPiece(_ range: Range<Int>, _ reason: DeadLetterReason, _ index: Int? = nil) {
    buffer.withUnsafeBytes { emit(.unreadable(UnsafeRawBufferPointer(rebasing: $0[range]), reason), line, index) }
  }

  private func dropConsumed() {
    guard start > 0, start == buffer.count || start >= 1 << 20 else { return }
    buffer.removeSubrange(..<start)
    start = 0
  }
}
