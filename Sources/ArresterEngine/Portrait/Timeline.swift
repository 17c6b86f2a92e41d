import ArresterBase

/// What a principal did within the longest window, in parts of equal length, the oldest first.
public struct Timeline: Sendable, Equatable {
  /// Successful calls of one part.
  public struct Part: Sendable, Equatable {
    public var changes = 0
    public var destructive = 0
    public var permissions = 0
  }

  public var partSeconds: Int
  /// Where the last part ends, seconds since 1970 UTC.
  public var end: Int
  public var parts: [Part]

  /// - Complexity: O(cells since its beginning).
  init(_ record: UnsafeMutablePointer<PrincipalRecord>, endingAt end: Int, windowSeconds: Int) {
    partSeconds = max(1, windowSeconds / Timeline.count)
    self.end = end
    parts = Array(repeating: Part(), count: Timeline.count)
    let start = end - partSeconds * Timeline.count
    // The second `end` itself belongs to the last part.
    for index in record.pointee.firstCell(atOrAfter: start + 1)..<record.pointee.cells.count {
      let cell = record.pointee.cells[index]
      let part = min((Int(cell.second) - start - 1) / partSeconds, Timeline.count - 1)
      parts[part].changes += Int(cell.changes)
      parts[part].destructive += Int(cell.destructive)
      parts[part].permissions += Int(cell.permissions)
    }
  }

  static let count = 60
}
