import ArresterEvents

/// Elements of arrays that hold records, alone or inside an object.
extension RecordSplitter {
  func begin(_ mode: Mode, _ length: Int) {
    self.mode = mode
    elementIndex = 0
    advance(to: start + length)
  }

  func stepElement(_ isWrapped: Bool, _ isLast: Bool) -> Bool {
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
    guard let next = (start + scanned..<limit).first(where: { !RecordSplitter.isSpace(buffer[$0]) }) else {
      return isLast || limit < buffer.count ? nil : false
    }
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
  func refuseLine(upTo end: Int, _ reason: DeadLetterReason, _ index: Int? = nil) {
    let stop = min(indexOfNewline(from: start) ?? end, end)
    emitPiece(start..<stop, reason, index)
    moveInLine(to: stop)
    isDiscarding = true
  }

  func stepTail() -> Bool {
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
}
