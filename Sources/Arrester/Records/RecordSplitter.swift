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

  private let maximumRecordBytes: Int
  private let emit: (Piece, _ line: Int, _ index: Int?) -> Void
  private var buffer: [UInt8] = []
  /// Where the next record begins in `buffer`.
  private var start = 0
  /// How far behind `start` the record was scanned, and what that showed: a record that comes in many chunks is scanned once.
  private var scanned = 0
  private var scan = StructureScan()
  /// The line that the next record begins on, from 1.
  private(set) var line = 1
  private var mode = Mode.lines
  private var elementIndex = 0
  /// In the tail of a document: the last byte, and the last that was no space.
  private var tailBytes: (last: UInt8, lastVisible: UInt8) = (0, 0)
  private var isAtBeginning = true
  /// What cannot be read is stepped over up to the end of its line.
  private var isDiscarding = false
  /// Up to here in `buffer` the end of a document was looked for in vain: lines that begin before are lines and no more.
  /// Without this, a file of nothing but openings would be searched to its end once for each of its lines.
  private var linesOnlyUntil = 0

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

  // MARK: Documents

  private func begin(_ mode: Mode, _ length: Int) {
    self.mode = mode
    elementIndex = 0
    advance(to: start + length)
  }

  private func stepElement(_ isWrapped: Bool, _ isLast: Bool) -> Bool {
    skipSpace()
    while start < buffer.count, buffer[start] == UInt8(ascii: ",") {
      advance(to: start + 1)
      skipSpace()
    }
    guard start < buffer.count else {
      if isLast { endDocumentEarly() }
      return false
    }
    guard buffer[start] == UInt8(ascii: "]") else { return takeElement(isLast) }
    advance(to: start + 1)
    mode = isWrapped ? .tail : .lines
    tailBytes = (0, 0)
    return true
  }

  private func takeElement(_ isLast: Bool) -> Bool {
    while start + scanned < buffer.count, scanned <= maximumRecordBytes {
      let byte = buffer[start + scanned]
      if scan.isInString {
        if byte == 0x0A { return abandonDocument(.notJSON) }
      } else if scan.depth == 0, let isDone = takeBetweenElements(byte, isLast) {
        return isDone
      }
      scan.take(byte)
      scanned += 1
    }
    if scanned > maximumRecordBytes { return abandonDocument(.tooLarge) }
    guard isLast else { return false }
    guard scan.depth == 0, !scan.isInString else { return abandonDocument(.truncatedJSON) }
    emitElement(upTo: buffer.count)
    endDocumentEarly()
    return true
  }

  /// Ends the element, or the whole document, where a byte outside of brackets and strings says so.
  /// - Returns: nil where the element goes on; false where more bytes are needed.
  private func takeBetweenElements(_ byte: UInt8, _ isLast: Bool) -> Bool? {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"):
      emitElement(upTo: start + scanned)
      return true
    case UInt8(ascii: "}"): return abandonDocument(.notJSON)
    case 0x0A: return breakOff(isLast)
    default: return nil
    }
  }

  /// Behind an element and the end of its line only a comma or the array's end can come. Anything else is a line of its own:
  /// the document ended early.
  private func breakOff(_ isLast: Bool) -> Bool? {
    let limit = min(buffer.count, start + maximumRecordBytes)
    let next = buffer[start + scanned..<limit].firstIndex { !RecordSplitter.isSpace($0) }
    guard let next else { return isLast || limit < buffer.count ? nil : false }
    guard buffer[next] != UInt8(ascii: ","), buffer[next] != UInt8(ascii: "]") else { return nil }
    guard buffer[start] == UInt8(ascii: "{") else { return abandonDocument(.notJSON) }
    emitElement(upTo: start + scanned)
    endDocumentEarly()
    return true
  }

  private func emitElement(upTo end: Int) {
    elementIndex += 1
    emitRecord(start..<end, elementIndex)
    advance(to: end)
  }

  /// The array was never closed: what more it may have held is gone.
  private func endDocumentEarly() {
    elementIndex += 1
    emitPiece(start..<start, .truncatedJSON, elementIndex)
    mode = .lines
  }

  /// What cannot be an element is one dead letter up to the end of its line; from there on lines are read again.
  private func abandonDocument(_ reason: DeadLetterReason) -> Bool {
    elementIndex += 1
    linesOnlyUntil = start + scanned
    mode = .lines
    refuseLine(upTo: start + min(max(scanned, 1), maximumRecordBytes), reason, elementIndex)
    return true
  }

  /// One dead letter for the bytes up to `end`, or to the end of their line where that comes first; the rest of the line goes.
  private func refuseLine(upTo end: Int, _ reason: DeadLetterReason, _ index: Int? = nil) {
    let stop = min(indexOfNewline(from: start) ?? end, end)
    emitPiece(start..<stop, reason, index)
    moveInLine(to: stop)
    isDiscarding = true
  }

  private func stepTail() -> Bool {
    while start < buffer.count {
      let byte = buffer[start]
      let isClosed = scan.depth == 0 && !scan.isInString && byte == UInt8(ascii: "}")
      if isClosed || breaksTail(byte) {
        advance(to: isClosed ? start + 1 : start)
        mode = .lines
        return true
      }
      var after = scan
      if scan.depth > 0 || scan.isInString || byte != UInt8(ascii: "]") { after.take(byte) }
      tailBytes = (byte, RecordSplitter.isSpace(byte) ? tailBytes.lastVisible : byte)
      advance(to: start + 1)
      scan = after
    }
    return false
  }

  /// Whether the object around the array was never closed: a string crosses a line, or what comes belongs to no key.
  private func breaksTail(_ byte: UInt8) -> Bool {
    if scan.isInString { return byte == 0x0A }
    guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { return false }
    if tailBytes.last == 0x0A, byte == UInt8(ascii: "{") { return true }
    return scan.depth == 0 && tailBytes.lastVisible != UInt8(ascii: ":")
  }

  // MARK: Bytes

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private func skipSpace() {
    while start < buffer.count, RecordSplitter.isSpace(buffer[start]) { advance(to: start + 1) }
  }

  /// A byte-order mark at the beginning of a file is no part of its first record.
  /// - Returns: false where more bytes are needed to tell.
  private func skipByteOrderMark(_ isLast: Bool) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if buffer.count < mark.count, !isLast, mark.starts(with: buffer) { return false }
    isAtBeginning = false
    if buffer.starts(with: mark) { start = mark.count }
    return true
  }

  /// Moves on and counts the lines that were passed.
  private func advance(to end: Int) {
    for index in start..<end where buffer[index] == 0x0A { line += 1 }
    moveInLine(to: end)
  }

  /// Moves on to a place on the same line, or to its end.
  private func moveInLine(to end: Int) {
    start = end
    scanned = 0
    scan = StructureScan()
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
    linesOnlyUntil = max(0, linesOnlyUntil - start)
    start = 0
  }
}
