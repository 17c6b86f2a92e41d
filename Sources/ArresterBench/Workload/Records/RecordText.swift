/// Writes the pieces of a record into bytes, without making Strings.
enum RecordText {
  private static let hexadecimal = Array("0123456789abcdef".utf8)

  @inline(__always)
  static func append(_ text: String, to bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }

  /// Decimal digits, with zeros before them up to `width`.
  static func append(_ number: UInt64, width: Int = 1, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    while bytes.count - start < width { bytes.append(UInt8(ascii: "0")) }
    bytes[start...].reverse()
  }

  /// The last `digits` hexadecimal digits.
  static func append(hexadecimal value: UInt64, digits: Int, to bytes: inout [UInt8]) {
    for digit in stride(from: digits - 1, through: 0, by: -1) {
      bytes.append(hexadecimal[Int(truncatingIfNeeded: value >> UInt64(digit * 4)) & 15])
    }
  }

  /// `8-4-4-4-12`, as identifiers of events and requests are written.
  static func append(uuid high: UInt64, _ low: UInt64, to bytes: inout [UInt8]) {
    append(hexadecimal: high >> 32, digits: 8, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(hexadecimal: high >> 16, digits: 4, to: &bytes)
    append("-4", to: &bytes)
    append(hexadecimal: high, digits: 3, to: &bytes)
    append("-8", to: &bytes)
    append(hexadecimal: low >> 48, digits: 3, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(hexadecimal: low, digits: 12, to: &bytes)
  }
}
