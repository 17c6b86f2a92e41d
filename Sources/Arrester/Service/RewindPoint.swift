import ArresterEvents

/// What goes with a committed offset so that windows can be rebuilt exactly: the oldest offset that they still depend on, and
/// the watermarks that were in force there.
///
/// Kept as commit metadata: `v1 123456 aws=1700000000000000000`.
struct RewindPoint: Equatable, Sendable {
  var offset: Int64
  var watermarks: [Platform: Int64] = [:]

  var text: String {
    let marks = Platform.allCases.compactMap { platform in watermarks[platform].map { "\(platform.name)=\($0)" } }
    return (["v1", String(offset)] + marks).joined(separator: " ")
  }

  init(offset: Int64, watermarks: [Platform: Int64] = [:]) {
    self.offset = offset
    self.watermarks = watermarks
  }

  /// nil for text that this version did not write.
  init?(text: String) {
    let parts = text.split(separator: " ")
    guard parts.count >= 2, parts[0] == "v1", let offset = Int64(parts[1]), offset >= 0 else { return nil }
    self.offset = offset
    for part in parts.dropFirst(2) {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, let platform = Platform.allCases.first(where: { $0.name == pair[0] }), let time = Int64(pair[1]) else {
        return nil
      }
      watermarks[platform] = time
    }
  }
}
