/// What the first words of an operation's name say it does: the longest prefix that ends where a word ends.
struct VerbTable: Sendable {
  private let byPrefix: [String: Effect]
  private let longest: Int

  init(_ verbs: [ActionsFile.Verb]) {
    byPrefix = Dictionary(verbs.map { ($0.prefix, $0.effect) }, uniquingKeysWith: { first, _ in first })
    longest = verbs.map(\.prefix.count).max() ?? 0
  }

  func find(_ operation: String) -> (prefix: String, effect: Effect)? {
    guard operation.utf8.allSatisfy({ $0 < 0x80 }) else { return findSlow(operation) }
    let bytes = Array(operation.utf8.prefix(longest + 1))
    for length in stride(from: min(longest, bytes.count), to: 0, by: -1) {
      if length < bytes.count, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[length]) { continue }
      let prefix = String(decoding: bytes[..<length], as: UTF8.self)
      if let effect = byPrefix[prefix] { return (prefix, effect) }
    }
    return nil
  }

  /// Of a name that is not ASCII, as no operation of a known service is.
  private func findSlow(_ operation: String) -> (prefix: String, effect: Effect)? {
    let characters = Array(operation.prefix(longest + 1))
    for length in stride(from: min(longest, characters.count), to: 0, by: -1) {
      if length < characters.count, characters[length].isLowercase { continue }
      let prefix = String(characters[..<length])
      if let effect = byPrefix[prefix] { return (prefix, effect) }
    }
    return nil
  }
}
