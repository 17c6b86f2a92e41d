/// Finds what somebody probably meant.
public enum Suggestion {
  /// Longer names are nobody's slip of the finger, and the comparison costs the product of the lengths.
  private static let longestName = 64

  /// The candidate nearest to `name`, without regard to case, dashes and underscores; nil where none is near.
  ///
  /// Near is at most a third of the name's length (at least one, at most three) in insertions, deletions, replacements and swaps of neighbours.
  public static func nearest(to name: String, among candidates: [String]) -> String? {
    guard name.utf8.count <= longestName else { return nil }
    let wanted = folded(name)
    let allowed = max(1, min(3, wanted.count / 3))
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = distance(wanted, folded(candidate))
      if distance <= allowed, distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// `did you mean "topics"? ` with the space after it, or nothing where no candidate is near.
  public static func question(for name: String, among candidates: [String]) -> String {
    nearest(to: name, among: candidates).map { "did you mean \"\($0)\"? " } ?? ""
  }

  private static func folded(_ name: String) -> [Character] {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }

  /// Optimal string alignment distance (Damerau-Levenshtein without editing a substring twice).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    guard abs(left.count - right.count) <= 3 else { return Int.max }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let replacement = last[column] + (left[row] == right[column] ? 0 : 1)
        var least = min(replacement, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
