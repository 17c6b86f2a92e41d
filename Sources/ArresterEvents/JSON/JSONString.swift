import Glibc

/// A string of a JSON text, still in place: its bytes between the quotes.
public struct JSONString {
  public let raw: UnsafeRawBufferPointer
  private let mayHaveEscapes: Bool

  @inline(__always)
  init(_ raw: UnsafeRawBufferPointer, mayHaveEscapes: Bool) {
    self.raw = raw
    self.mayHaveEscapes = mayHaveEscapes
  }

  @inline(__always)
  public var count: Int { raw.count }

  @inline(__always)
  public var isEmpty: Bool { raw.isEmpty }

  @inline(__always)
  public var hasEscapes: Bool { mayHaveEscapes && raw.contains(0x5C) }

  /// Compares with ASCII text, whose escapes nobody writes: an escaped spelling of it does not match.
  @inline(__always)
  public func equals(_ word: StaticString) -> Bool {
    raw.count == word.utf8CodeUnitCount && memcmp(raw.baseAddress!, word.utf8Start, raw.count) == 0
  }

  /// A copy with escapes resolved. Not for the event path.
  public var text: String {
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    return String(unsafeUninitializedCapacity: raw.count) { buffer in
      JSONEscapes.unescape(raw, into: UnsafeMutableRawPointer(buffer.baseAddress!))
    }
  }
}
