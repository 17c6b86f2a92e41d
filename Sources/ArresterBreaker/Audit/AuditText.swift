import ArresterBase

/// Keeps texts within a bound without letting two different ones become the same.
enum AuditText {
  /// - Returns: `text`, or its beginning and a hash of the whole where it is longer than `maximumBytes` of UTF-8.
  static func bounded(_ text: String, _ maximumBytes: Int) -> String {
    guard text.utf8.count > maximumBytes else { return text }
    var kept = ""
    for scalar in text.unicodeScalars {
      guard kept.utf8.count + UTF8.width(scalar) <= maximumBytes else { break }
      kept.unicodeScalars.append(scalar)
    }
    return "\(kept)… [\(text.utf8.count) bytes, sha256 \(SHA256(text).hexadecimal.prefix(16))]"
  }
}
