/// A pattern with `*` (any run of bytes) and `?` (one byte), compared without regard to ASCII case.
public struct Glob: Sendable, Hashable {
  public let pattern: String
  private let bytes: [UInt8]

  public init(_ pattern: String) {
    self.pattern = pattern
    bytes = pattern.utf8.map(Glob.lower)
  }

  /// The runs of two or more bytes, in lower case, that every match has.
  var literals: [[UInt8]] {
    bytes.split { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }.map(Array.init).filter { $0.count > 1 }
  }

  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
  }

  /// - Complexity: O(pattern × text) at worst, nearly always O(text); no allocation.
  public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    bytes.withUnsafeBufferPointer { pattern in
      var position = 0
      var index = 0
      var star = -1
      var resume = 0
      while position < text.count {
        if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
          star = index
          resume = position
          index += 1
        } else if index < pattern.count, pattern[index] == UInt8(ascii: "?") || pattern[index] == Glob.lower(text[position]) {
          index += 1
          position += 1
        } else if star >= 0 {
          resume += 1
          position = resume
          index = star + 1
        } else {
          return false
        }
      }
      while index < pattern.count, pattern[index] == UInt8(ascii: "*") { index += 1 }
      return index == pattern.count
    }
  }

  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
