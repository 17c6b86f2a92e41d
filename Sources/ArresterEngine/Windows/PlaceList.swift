/// A region or scope that the principal changed something in, and when last.
struct PlaceSeen: BitwiseCopyable {
  /// In the shard's `NameTable`.
  var name: UInt32
  var lastSecond: UInt32
}

/// The regions, or the scopes, of a principal. The first stands in the record itself: few have a second.
struct PlaceList: BitwiseCopyable {
  private var first = PlaceSeen(name: PlaceList.nobody, lastSecond: 0)
  private var others = PooledArray<PlaceSeen>()

  /// No name in the `NameTable` has this number.
  private static let nobody = UInt32.max

  @inline(__always)
  private var hasFirst: Bool { first.name != PlaceList.nobody }

  @inline(__always)
  var count: Int { hasFirst ? others.count + 1 : 0 }

  subscript(index: Int) -> PlaceSeen { index == 0 ? first : others[index - 1] }

  /// The index of the place, now seen at `second`; nil where it is not known.
  @inline(__always)
  mutating func see(_ name: UInt32, _ second: UInt32) -> Int? {
    if first.name == name {
      if first.lastSecond < second { first.lastSecond = second }
      return 0
    }
    for index in 0..<others.count where others[index].name == name {
      if others[index].lastSecond < second { others.pointer(index).pointee.lastSecond = second }
      return index + 1
    }
    return nil
  }

  /// - Returns: its index.
  mutating func append(_ place: PlaceSeen, _ pool: BlockPool) -> Int {
    if hasFirst { others.append(place, pool) } else { first = place }
    return count - 1
  }

  /// Puts the place where one was last seen before `second`; nil where there is none such.
  mutating func replaceIdle(before second: Int, with place: PlaceSeen) -> Int? {
    if Int(first.lastSecond) < second {
      first = place
      return 0
    }
    for index in 0..<others.count where Int(others[index].lastSecond) < second {
      others[index] = place
      return index + 1
    }
    return nil
  }

  /// How many were last seen at `second` or later.
  @inline(__always)
  func count(from second: Int) -> Int {
    var count = hasFirst && Int(first.lastSecond) >= second ? 1 : 0
    for index in 0..<others.count where Int(others[index].lastSecond) >= second { count += 1 }
    return count
  }

  mutating func removeAll() {
    first.name = PlaceList.nobody
    others.removeAll()
  }

  mutating func release(_ pool: BlockPool) {
    first.name = PlaceList.nobody
    others.release(pool)
  }
}
