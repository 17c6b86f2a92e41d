/// Text as a dictionary key, equal only where the UTF-8 bytes are.
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // No UTF-8 text contains this byte, so that two texts in a row hash unlike two others that join to the same bytes.
    hasher.combine(0xFF as UInt8)
  }
}
