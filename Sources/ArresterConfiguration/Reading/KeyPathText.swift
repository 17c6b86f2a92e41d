/// Key paths as messages show them: `kafka.topics[0]`.
enum KeyPathText {
  /// Keys from outside are shortened and freed of control characters; a plain name stays as it is.
  static func join(_ path: String, _ key: String) -> String {
    let isPlain = key.utf8.count <= 64 && key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    let name = isPlain ? key : Quotation.quote(key)
    return path.isEmpty ? name : "\(path).\(name)"
  }
}
