import ArresterBase
import ArresterEvents

/// What one principal did in one second and region: successful calls, of these the destructive ones and those on permissions, and the
/// calls that failed.
public struct Activity: Sendable, Equatable {
  /// Since 1970 UTC.
  public var second: Int
  /// Empty for global services.
  public var region: String
  public var changes = 0
  public var destructive = 0
  public var permissions = 0
  public var failed = 0

  public init(second: Int, region: String) {
    self.second = second
    self.region = region
  }

  mutating func add(_ cell: Cell) {
    changes += Int(cell.changes)
    destructive += Int(cell.destructive)
    permissions += Int(cell.permissions)
    failed += Int(cell.failed)
  }
}

extension [Activity] {
  /// Changes what is known of a second and region, or adds it. Those of one second stand together, the newest second last.
  public mutating func note(_ second: Int, _ region: String, _ change: (inout Activity) -> Void) {
    var place = count
    while place > 0, self[place - 1].second >= second {
      place -= 1
      if self[place].second == second, self[place].region == region { return change(&self[place]) }
    }
    while place < count, self[place].second == second { place += 1 }
    insert(Activity(second: second, region: region), at: place)
    change(&self[place])
  }
}

extension Shard {
  /// What a principal did within the longest window, by time and region.
  /// - Parameter time: nanoseconds since 1970 UTC.
  /// - Complexity: O(its cells). Off the event path.
  func activity(_ record: UnsafeMutablePointer<PrincipalRecord>, until time: Int64) -> [Activity] {
    let end = Int(time / Timestamp.nanosecondsPerSecond)
    let start = end - (model.windows.map(\.seconds).max() ?? 0)
    var sums: [Activity] = []
    for index in record.pointee.firstCell(atOrAfter: start + 1)..<record.pointee.cells.count {
      let cell = record.pointee.cells[index]
      guard Int(cell.second) <= end else { break }
      sums.note(Int(cell.second), name(ofRegion: cell.region, record)) { $0.add(cell) }
    }
    return Array(sums.suffix(Verdict.maximumActivity))
  }

  private func name(ofRegion index: UInt8, _ record: UnsafeMutablePointer<PrincipalRecord>) -> String {
    index == Cell.nowhere ? "" : names.name(record.pointee.regions[Int(index)].name)
  }
}
