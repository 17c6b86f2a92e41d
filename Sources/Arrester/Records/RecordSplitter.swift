import ArresterEvents
import Glibc

/// Cuts a stream of bytes into records: lines, the elements of `{"Records": [...]}` and of arrays however large, and objects
/// printed over several lines. Holds one record at a time. Where chunks end makes no difference to what is cut out.
final class RecordSplitter {
  /// What was cut out: a record, or why a piece is none.
  enum Piece {
    case record(UnsafeRawBufferPointer)
    case unreadable(UnsafeRawBufferPointer, DeadLetterReason)
  }

  let maximumRecordBytes: Int
  private let emit: (Piece, _ line: Int, _ index: Int?) -> Void
  var buffer = ByteBuffer()
  /// Where the next record begins in `buffer`.
  var start = 0
  /// How far behind `start` the record was scanned, and what that showed: a record that comes in many chunks is scanned once.
  var scanned = 0
  var scan = StructureScan()
  /// The line that the next record begins on, from 1.
  private(set) var line = 1
  var mode = Mode.lines
  var elementIndex = 0
  /// In the tail of a document: the last byte, and the last that was no space.
  var tailBytes: (last: UInt8, lastVisible: UInt8) = (0, 0)
  private var isAtBeginning = true
  /// What cannot be read is stepped over up to the end of its line.
  var isDiscarding = false
  /// Up to here in `buffer` the end of a document was looked for in vain: lines that begin before are lines and no more.
  /// Without this, a file of nothing but openings would be searched to its end once for each of its lines.
  var linesOnlyUntil = 0

  enum Mode {
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

  /// Takes what `read` writes into the `room` bytes that it is given, and says how many these are.
  func feed(room: Int, _ read: (UnsafeMutableRawBufferPointer) -> Int) {
    dropConsumed()
    buffer.fill(room: room, read)
    while step(isLast: false) {}
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    feed(room: bytes.count) { room in
      room.copyMemory(from: bytes)
      return bytes.count
    }
  }

  /// Call at the end of the input.
  func finish() {
    while step(isLast: true) {}
    buffer.removeAll()
    start = 0
  }

  /// Takes one step; false once more bytes are needed.
  private func step(isLast: Bool) -> Bool {
    guard !isAtBeginning || skipByteOrderMark(isLast) else { return false }
    guard !isDiscarding || discardLine() else { return false }
    switch mode {
    case .lines: return stepLine(isLast)
    case .elements(let isWrapped): return stepElement(isWrapped, isLast)
    case .tail: return stepTail()
    }
  }

  // MARK: Lines

  private func stepLine(_ isLast: Bool) -> Bool {
    skipSpace()
    guard start < buffer.count else { return false }
    guard start >= linesOnlyUntil else { return takeLine(isLast) }
    let end = min(buffer.count, start + maximumRecordBytes)
    switch DocumentHead.recognise(buffer[start..<end]) {
    case .array(let length):
      begin(.elements(isWrapped: false), length)
      return true
    case .records(let length):
      begin(.elements(isWrapped: true), length)
      return true
    case .undecided where !isLast && end == buffer.count: return false
    default: return takeLine(isLast)
    }
  }

  private func takeLine(_ isLast: Bool) -> Bool {
    let newline = indexOfNewline(from: start)
    if (newline ?? buffer.count) - start > maximumRecordBytes {
      refuseLine(upTo: start + maximumRecordBytes, .tooLarge)
      return true
    }
    guard let stop = newline ?? (isLast ? buffer.count : nil) else { return false }
    if start >= linesOnlyUntil, buffer[start] == UInt8(ascii: "{"), lastCharacter(start, stop) != UInt8(ascii: "}") {
      switch objectOverLines(isLast) {
      case .end(let end):
        emitRecord(start..<end, nil)
        advance(to: end)
        return true
      case .needsMore: return false
      case .none: linesOnlyUntil = start + scanned
      }
    }
    emitRecord(start..<stop, nil)
    moveInLine(to: stop)
    return true
  }

  /// - Returns: false where the end of the line has not come yet.
  private func discardLine() -> Bool {
    let newline = indexOfNewline(from: start)
    moveInLine(to: newline ?? buffer.count)
    isDiscarding = newline == nil
    return newline != nil
  }

  private enum ObjectEnd {
    case end(Int)
    case needsMore
    case none
  }

  /// The end of an object that goes on behind its first line. A line that begins a new object, or a string that crosses
  /// a line, means that the first line is only damaged.
  private func objectOverLines(_ isLast: Bool) -> ObjectEnd {
    let limit = min(buffer.count, start + maximumRecordBytes)
    while start + scanned < limit {
      let next = start + scanned + 1
      if buffer[next - 1] == 0x0A {
        if scan.isInString { return .none }
        if next == buffer.count, !isLast { return .needsMore }
        if next < limit, buffer[next] == UInt8(ascii: "{") { return .none }
      }
      scan.take(buffer[next - 1])
      scanned += 1
      if scan.depth == 0, !scan.isInString { return .end(next) }
    }
    return isLast || buffer.count - start > maximumRecordBytes ? .none : .needsMore
  }

  // MARK: Bytes

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  func skipSpace() {
    while start < buffer.count, RecordSplitter.isSpace(buffer[start]) { advance(to: start + 1) }
  }

  /// A byte-order mark at the beginning of a file is no part of its first record.
  /// - Returns: false where more bytes are needed to tell.
  private func skipByteOrderMark(_ isLast: Bool) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let beginning = buffer[0..<min(mark.count, buffer.count)]
    if beginning.count < mark.count, !isLast, mark.starts(with: beginning) { return false }
    isAtBeginning = false
    if beginning.elementsEqual(mark) { start = mark.count }
    return true
  }

  /// Moves on and counts the lines that were passed.
  func advance(to end: Int) {
    for index in start..<end where buffer[index] == 0x0A { line += 1 }
    moveInLine(to: end)
  }

  /// Moves on to a place on the same line, or to its end.
  func moveInLine(to end: Int) {
    start = end
    scanned = 0
    scan = StructureScan()
  }

  func indexOfNewline(from index: Int) -> Int? {
    guard index < buffer.count else { return nil }
    let rest = buffer[index..<buffer.count]
    guard let base = rest.baseAddress, let found = memchr(base, 0x0A, rest.count) else { return nil }
    return index + base.distance(to: UnsafeRawPointer(found))
  }

  private func lastCharacter(_ from: Int, _ to: Int) -> UInt8 {
    var index = to - 1
    while index > from, buffer[index] == 0x20 || buffer[index] == 0x0D || buffer[index] == 0x09 { index -= 1 }
    return buffer[index]
  }

  func emitRecord(_ range: Range<Int>, _ index: Int?) {
    guard !range.isEmpty else { return }
    emit(.record(buffer[range]), line, index)
  }

  func emitPiece(_ range: Range<Int>, _ reason: DeadLetterReason, _ index: Int? = nil) {
    emit(.unreadable(buffer[range], reason), line, index)
  }

  /// Moves what is left to the beginning where that is no more than what went before it, so that no byte is moved often.
  private func dropConsumed() {
    guard start > 0, start >= buffer.count - start else { return }
    buffer.removeFirst(start)
    linesOnlyUntil = max(0, linesOnlyUntil - start)
    start = 0
  }
}
