/// The body of a request without escapes that nobody needs.
///
/// The API server writes a patch down as its caller spelt it: whoever writes `"\u0072eplicas"` scales a deployment as well as whoever writes
/// `"replicas"`, and the rows of the table must see it. Belongs to one decoder; a cursor is valid until the next call.
final class PlainRequest {
  private let indexer = JSONIndexer()
  private var text = ByteArena()

  /// - Complexity: O(1) for a record without escapes, else O(body); no allocation after warm-up.
  func request(of fields: KubernetesFields) -> JSONCursor? {
    guard let start = fields.cursor(at: .request) else { return nil }
    guard fields.tokens.hasEscapes else { return start }
    var end = start
    end.skipValue()
    let body = UnsafeRawBufferPointer(start: fields.tokens.base + start.offset, count: end.consumedEnd - start.offset)
    guard hasNeedless(body) else { return start }
    text.removeAll()
    _ = text.append(maximumCount: body.count) { PlainRequest.write(body, to: $0) }
    return (try? indexer.cursor(over: text.bytes(at: 0, count: text.count))) ?? start
  }

  private func hasNeedless(_ body: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 1 < body.count {
      guard body[index] == 0x5C else {
        index += 1
        continue
      }
      if PlainRequest.plain(body, index) != nil { return true }
      index += 2
    }
    return false
  }

  private static func write(_ body: UnsafeRawBufferPointer, to destination: UnsafeMutableRawPointer) -> Int {
    var read = 0
    var written = 0
    func put(_ byte: UInt8) {
      destination.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
      written += 1
    }
    while read < body.count {
      guard body[read] == 0x5C, read + 1 < body.count else {
        put(body[read])
        read += 1
        continue
      }
      if let (byte, length) = plain(body, read) {
        put(byte)
        read += length
      } else {
        put(body[read])
        put(body[read + 1])
        read += 2
      }
    }
    return written
  }

  /// The printable ASCII character that an escape stands for, where it need not be one, and the escape's length.
  private static func plain(_ body: UnsafeRawBufferPointer, _ index: Int) -> (UInt8, Int)? {
    if body[index + 1] == UInt8(ascii: "/") { return (UInt8(ascii: "/"), 2) }
    guard body[index + 1] == UInt8(ascii: "u"), index + 6 <= body.count, body[index + 2] == UInt8(ascii: "0"),
      body[index + 3] == UInt8(ascii: "0"), let high = digit(body[index + 4]), let low = digit(body[index + 5])
    else { return nil }
    let byte = high << 4 | low
    guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != 0x5C else { return nil }
    return (byte, 6)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    if byte &- UInt8(ascii: "0") <= 9 { return byte - UInt8(ascii: "0") }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }
}
