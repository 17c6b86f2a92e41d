/// What a principal made, by alias: in order of arrival, and with an index once there are many.
///
/// Few principals ever make so many; for the others the index is no more than two empty arrays in their ledger.
struct CreationList {
  let creations: PooledArray<Creation>
  private let index: ChainIndex?

  /// Below this a look at each is faster.
  static let fewest = 16

  /// - Parameter index: knows all of them; nil where there are few.
  init(_ creations: PooledArray<Creation>, index: ChainIndex?) {
    self.creations = creations
    self.index = index
  }

  /// What the index finds an alias by: all but its lowest bit, as `Creation.isOf` compares it.
  @inline(__always)
  static func indexed(_ alias: UInt64) -> UInt64 { alias >> 1 }

  /// Calls `body` with what was made under that alias, until it returns false.
  /// - Complexity: O(creations of that alias).
  @inline(__always)
  func forEach(_ alias: UInt64, _ body: (Creation) -> Bool) {
    guard let index else {
      for position in 0..<creations.count where creations[position].isOf(alias) && !body(creations[position]) { return }
      return
    }
    var position = index.first(CreationList.indexed(alias))
    while position >= 0 {
      if creations[position].isOf(alias), !body(creations[position]) { return }
      position = index.next(position)
    }
  }
}
