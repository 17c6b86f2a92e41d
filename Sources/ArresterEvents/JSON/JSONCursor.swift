/// Walks an indexed JSON text once, from left to right, and checks its grammar on the way.
///
/// After the first fault every call answers "nothing more" and `fault` says why: a decoder looks once, at its end. Copy a
/// cursor to remember a place. Valid as long as the text and its indexer's positions are.
public struct JSONCursor {
  let base: UnsafeRawPointer
  let length: Int
  private let positions: UnsafePointer<UInt32>
  private let count: Int
  let hasEscapes: Bool
  private var next = 0
  public private(set) var fault: JSONFault?

  init(base: UnsafeRawPointer, length: Int, positions: UnsafePointer<UInt32>, count: Int, hasEscapes: Bool) {
    self.base = base
    self.length = length
    self.positions = positions
    self.count = count
    self.hasEscapes = hasEscapes
  }

  /// The next structural byte or the first byte of the next scalar; 0 at the end.
  @inline(__always)
  public var peek: UInt8 {
    next < count ? base.load(fromByteOffset: Int(positions[next]), as: UInt8.self) : 0
  }

  /// Byte offset in the text of what comes next.
  public var offset: Int { next < count ? Int(positions[next]) : length }

  public var isAtEnd: Bool { next >= count }

  /// Byte offset after the last byte consumed: the end of the value that was just walked over.
  public var consumedEnd: Int {
    guard next > 0 else { return 0 }
    return tokenEnd(next - 1)
  }

  @inline(__always)
  mutating func fail(_ reason: JSONFault) {
    if fault == nil { fault = next >= count ? .truncated : reason }
    next = count
  }

  @inline(__always)
  mutating func advance() { next &+= 1 }

  /// Steps into an object or array if `open` comes next.
  @inline(__always)
  public mutating func enter(_ open: UInt8) -> Bool {
    guard peek == open else {
      fail(.syntax)
      return false
    }
    next &+= 1
    return true
  }

  /// The next key of the object that the cursor is in, with its colon consumed; nil after the closing brace.
  /// `isFirst` is true before the first field and kept by this call.
  @inline(__always)
  public mutating func nextKey(_ isFirst: inout Bool) -> JSONString? {
    var byte = peek
    if byte == UInt8(ascii: "}"), isFirst || fault == nil {
      next &+= 1
      return nil
    }
    if !isFirst {
      guard byte == UInt8(ascii: ",") else {
        fail(.syntax)
        return nil
      }
      next &+= 1
      byte = peek
    }
    isFirst = false
    guard byte == UInt8(ascii: "\""), let key = string(), peek == UInt8(ascii: ":") else {
      fail(.syntax)
      return nil
    }
    next &+= 1
    return key
  }

  /// Whether the array that the cursor is in has another element; consumes the comma or the closing bracket.
  @inline(__always)
  public mutating func nextElement(_ isFirst: inout Bool) -> Bool {
    let byte = peek
    if byte == UInt8(ascii: "]") {
      next &+= 1
      return false
    }
    if !isFirst {
      guard byte == UInt8(ascii: ",") else {
        fail(.syntax)
        return false
      }
      next &+= 1
    } else if byte == UInt8(ascii: ",") || byte == 0 {
      fail(.syntax)
      return false
    }
    isFirst = false
    return true
  }

  /// The string that comes next, without its quotes and with its escapes; nil, and nothing consumed, where it is no string.
  @inline(__always)
  public mutating func string() -> JSONString? {
    guard peek == UInt8(ascii: "\"") else { return nil }
    let start = Int(positions[next])
    let end = tokenEnd(next)
    guard end - start >= 2, base.load(fromByteOffset: end - 1, as: UInt8.self) == UInt8(ascii: "\"") else {
      fail(.syntax)
      return nil
    }
    next &+= 1
    return JSONString(UnsafeRawBufferPointer(start: base + start + 1, count: end - start - 2), mayHaveEscapes: hasEscapes)
  }

  /// The bytes of the number or literal that comes next, checked against the grammar; nil, and nothing consumed, otherwise.
  @inline(__always)
  public mutating func scalar() -> UnsafeRawBufferPointer? {
    guard next < count else { return nil }
    let start = Int(positions[next])
    let text = UnsafeRawBufferPointer(start: base + start, count: tokenEnd(next) - start)
    guard JSONScalar.isValid(text) else {
      fail(.syntax)
      return nil
    }
    next &+= 1
    return text
  }

  /// One past the last byte of a token: white space before the next token is not part of it.
  @inline(__always)
  private func tokenEnd(_ index: Int) -> Int {
    let start = Int(positions[index])
    var end = index &+ 1 < count ? Int(positions[index &+ 1]) : length
    while end > start + 1, JSONScalar.isSpace(base.load(fromByteOffset: end - 1, as: UInt8.self)) { end &-= 1 }
    return end
  }
}
