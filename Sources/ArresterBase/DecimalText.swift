/// Numbers in decimal, written straight into bytes.
enum DecimalText {
  static func append(_ value: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(value.magnitude, atLeast: 1, to: &bytes)
  }

  /// - Parameter digits: as many at least, with zeros in front.
  static func append(_ value: UInt, atLeast digits: Int, to bytes: inout [UInt8]) {
    var text = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var rest = value
    var count = 0
    while rest > 0 {
      text[19 - count] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
      count += 1
    }
    for index in (20 - max(count, digits))..<20 { bytes.append(text[index]) }
  }

  /// At most `decimals` digits after the point, rounded half away from zero, without trailing zeros; `null` for what is no number.
  static func append(_ value: Double, decimals: Int, to bytes: inout [UInt8]) {
    guard value.isFinite else { return bytes.append(contentsOf: "null".utf8) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
    guard abs(scaled) < 9e15 else { return bytes.append(contentsOf: "\(value)".utf8) }
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    let digits = UInt(abs(scaled))
    append(digits / UInt(scale), atLeast: 1, to: &bytes)
    let fraction = digits % UInt(scale)
    guard fraction > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    append(fraction, atLeast: decimals, to: &bytes)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
  }
}
