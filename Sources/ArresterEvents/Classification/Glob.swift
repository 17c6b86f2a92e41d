/// A pattern with `*` (any run of bytes) and `?` (one byte), compared without regard to ASCII case.
///
/// A pattern that is an ARN is matched field by field, so that a `*` for the partition or the account never reaches into the
/// resource: role names and paths may hold dots, colons and slashes, and whoever makes a role chooses them.
public struct Glob: Sendable, Hashable {
  public let pattern: String
  private let bytes: [UInt8]
  /// Where the fields of an ARN begin in `bytes`; nil for other patterns.
  private let fields: FieldStarts?

  public init(_ pattern: String) {
    self.pattern = pattern
    bytes = pattern.utf8.map(Glob.lower)
    fields = bytes.starts(with: Array("arn:".utf8)) ? bytes.withUnsafeBytes { Glob.fieldStarts($0) } : nil
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
    bytes.withUnsafeBytes { pattern in
      guard let fields else { return Glob.matches(text, pattern) }
      guard let starts = Glob.fieldStarts(text) else { return false }
      return (0..<FieldStarts.count).allSatisfy { Glob.matches(starts.field($0, of: text), fields.field($0, of: pattern)) }
    }
  }

  /// Where the first six fields begin, the last with all that follows; nil where there are fewer.
  private static func fieldStarts(_ text: UnsafeRawBufferPointer) -> FieldStarts? {
    var starts = FieldStarts()
    var found = 1
    for index in 0..<text.count where text[index] == UInt8(ascii: ":") {
      starts[found] = Int32(truncatingIfNeeded: index + 1)
      found += 1
      if found == FieldStarts.count { return starts }
    }
    return nil
  }

  private static func matches(_ text: UnsafeRawBufferPointer, _ pattern: UnsafeRawBufferPointer) -> Bool {
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

  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}

/// Where the six fields of an ARN begin.
private struct FieldStarts: Sendable, Hashable {
  static let count = 6
  private var starts: SIMD8<Int32> = .zero

  subscript(index: Int) -> Int32 {
    get { starts[index] }
    set { starts[index] = newValue }
  }

  func field(_ index: Int, of text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let end = index + 1 < FieldStarts.count ? Int(starts[index + 1]) - 1 : text.count
    return UnsafeRawBufferPointer(rebasing: text[Int(starts[index])..<end])
  }
}
