extension String {
  /// At most so many characters, with an ellipsis where there were more.
  func cut(to limit: Int) -> String { count <= limit ? self : prefix(limit - 1) + "…" }

  /// At most so many bytes of UTF-8, of whole characters.
  func cut(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var text = prefix(limit)
    while text.utf8.count > limit - 3 { text.removeLast() }
    return text + "…"
  }
}
