/// Walks an indexed JSON text once, from left to right, and checks its grammar on the way.
///
/// After the first fault every call answers "nothing more" and `fault` says why: a decoder looks once, at its end. Copy a
/// cursor to remember a place. Valid as long as the text and its indexer's positions are.
public struct JSONCursor {
  let tokens: JSONTokens
  private(set) var next = 0
  public private(set) var fault: JSONFault?

  init(_ tokens: JSONTokens, at token: Int = 0) {
    self.tokens = tokens
    next = token
  }

  /// The next structural byte or the first byte of the next scalar; 0 at the end.
  @inline(__always)
  public var peek: UInt8 { tokens.byte(next) }

  /// Byte offset in the text of what comes next.
  public var offset: Int { next < tokens.count ? Int(tokens.positions[next]) : tokens.length }

  public var isAtEnd: Bool { next >= tokens.count }

  /// Nothing was consumed yet.
  var isAtBeginning: Bool { next == 0 && fault == nil }

  /// Byte offset after the last byte consumed: the end of the value that was just walked over.
  public var consumedEnd: Int {
    guard next > 0 else { return 0 }
    return tokens.end(of: next - 1)
  }

  @inline(__always)
  mutating func fail(_ reason: JSONFault) {
    if fault == nil { fault = next >= tokens.count ? .truncated : reason }
    next = tokens.count
  }

  @inline(__always)
  mutating func advance() { next &+= 1 }

  /// Takes over that all of the text was walked.
  @inline(__always)
  mutating func moveToEnd() { next = tokens.count }

  /// Takes over where a walk of the tokens ended: behind what it walked, or at its fault.
  @inline(__always)
  mutating func move(to token: Int) {
    guard token < 0 else {
      next = token
      return
    }
    if fault == nil { fault = tokens.fault(token) }
    next = tokens.count
  }

  /// Steps over the next value, whatever it is, and checks its grammar.
  /// - Complexity: O(tokens), no recursion, no allocation.
  @inline(__always)
  public mutating func skipValue() { move(to: tokens.skipValue(next)) }

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
    guard byte == UInt8(ascii: "\"") else {
      fail(.syntax)
      return nil
    }
    let key = tokens.string(next)
    next &+= 1
    guard peek == UInt8(ascii: ":") else {
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
    let string = tokens.string(next)
    next &+= 1
    return string
  }

  /// The bytes of the number or literal that comes next, checked against the grammar; nil, and nothing consumed, otherwise.
  @inline(__always)
  public mutating func scalar() -> UnsafeRawBufferPointer? {
    guard next < tokens.count else { return nil }
    let text = tokens.scalar(next)
    guard JSONScalar.isValid(text) else {
      fail(.syntax)
      return nil
    }
    next &+= 1
    return text
  }
}
