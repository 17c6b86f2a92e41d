import ArresterEvents

/// The latches of principals that ever tripped: they outlive the windows. Belongs to the shard's thread.
final class LatchTable {
  private(set) var latches: [Latch] = []
  private(set) var keys: [LatchKey] = []
  private var indexes: [LatchKey: Int32] = [:]
  private let limit: Int
  /// Latches that were refused because the table was full: their trips are numbered from 1 each time.
  private(set) var overflows = 0

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { latches.isEmpty }

  subscript(index: Int32) -> Latch {
    get { latches[Int(index)] }
    set { latches[Int(index)] = newValue }
  }

  func find(_ key: LatchKey) -> Int32? { indexes[key] }

  /// nil where the table is full.
  func insert(_ key: LatchKey) -> Int32? {
    if let index = indexes[key] { return index }
    guard latches.count < limit else {
      overflows += 1
      return nil
    }
    let index = Int32(latches.count)
    latches.append(Latch())
    keys.append(key)
    indexes[key] = index
    return index
  }
}
