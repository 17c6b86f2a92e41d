/// The destroyed resources of a principal, found by any of their aliases, in order of their latest destruction; and what those of
/// each newest window come to.
struct DestroyedResources: BitwiseCopyable {
  private(set) var resources = PooledArray<DestroyedResource>()
  /// Four positions for each resource, one for each alias; used once there are many.
  private var index = ChainIndex()
  /// Where the order ends; -1 where there is none.
  private var newest: Int32 = -1
  private var tallies = InlineArray<5, RunningTally>(repeating: RunningTally())
  private let minimumWeight: Int
  private static let fewest = 16
  /// The tally of all that is known, beside those of four windows: no window comes to more.
  static let everything = 4

  /// - Parameter minimumWeight: severities below it do not count towards `heavySeverity`.
  init(minimumWeight: Int) { self.minimumWeight = minimumWeight }

  @inline(__always)
  var count: Int { resources.count }

  /// Takes in one more destruction, in whatever order.
  /// - Complexity: O(resources of that name, and those destroyed later): for events in order nearly always a few.
  mutating func add(_ entry: Destruction, _ pool: BlockPool) {
    let resource = DestroyedResource(entry)
    let known = position(of: resource)
    if known >= 0 {
      if resource.latest > resources.pointer(known).pointee.latest { renew(known, resource.latest) }
      return
    }
    resources.append(resource, pool)
    if resources.count > DestroyedResources.fewest { extendIndex(pool) }
    enter(resources.count - 1)
  }

  private mutating func extendIndex(_ pool: BlockPool) {
    let resources = resources
    index.extend(to: resources.count * 4, pool) { position in
      let resource = resources.pointer(position / 4)
      return position % 4 < Int(resource.pointee.aliasCount) ? resource.pointee.aliases[position % 4] : nil
    }
  }

  private func position(of resource: DestroyedResource) -> Int {
    var position = -1
    forEach(knownAs: resource.aliases[0]) { known in
      if position < 0, known.pointee.isSame(resource) { position = known - resources.pointer(0) }
    }
    return position
  }

  /// - Complexity: O(resources of that alias).
  @inline(__always)
  func forEach(knownAs alias: UInt64, _ body: (UnsafeMutablePointer<DestroyedResource>) -> Void) {
    if resources.count <= DestroyedResources.fewest {
      for position in 0..<resources.count where resources.pointer(position).pointee.isKnown(as: alias) { body(resources.pointer(position)) }
      return
    }
    var position = index.first(alias)
    while position >= 0 {
      let resource = resources.pointer(position / 4)
      if resource.pointee.aliases[position % 4] == alias { body(resource) }
      position = index.next(position)
    }
  }

  mutating func removeAll() {
    resources.removeAll()
    index.removeAll()
    newest = -1
    for window in tallies.indices { tallies[window] = RunningTally() }
  }

  mutating func release(_ pool: BlockPool) {
    resources.release(pool)
    index.release(pool)
  }
}

// MARK: Windows

extension DestroyedResources {
  /// Of the window as it was last moved, or of everything.
  @inline(__always)
  func tally(_ window: Int) -> RunningTally { tallies[window] }

  /// Moves a window on, so that it begins at `from`.
  /// - Complexity: amortised O(1): each resource leaves each window once.
  mutating func move(_ window: Int, from: Int64) {
    if from < tallies[window].from { restart(window) }
    tallies[window].from = from
    while tallies[window].first >= 0 {
      let position = Int(tallies[window].first)
      let resource = resources.pointer(position)
      guard resource.pointee.latest < from else { return }
      tallies[window].first = resource.pointee.later
      toggle(window, resource)
    }
  }

  /// A window that moves back takes in everything again.
  private mutating func restart(_ window: Int) {
    for position in 0..<resources.count { resources.pointer(position).pointee.windows &= ~(1 << UInt8(window)) }
    tallies[window] = RunningTally()
    for position in 0..<resources.count {
      let resource = resources.pointer(position)
      toggle(window, resource)
      if resource.pointee.earlier < 0 { tallies[window].first = Int32(position) }
    }
  }

  /// Puts the resource where it belongs, in the order and in the windows that reach back to it.
  private mutating func enter(_ position: Int) {
    link(position)
    let resource = resources.pointer(position)
    let before = resource.pointee.earlier < 0 ? 0 : resources.pointer(Int(resource.pointee.earlier)).pointee.windows
    for window in tallies.indices where resource.pointee.latest >= tallies[window].from {
      let bit: UInt8 = 1 << UInt8(window)
      if resource.pointee.windows & bit == 0 { toggle(window, resource) }
      if before & bit == 0 { tallies[window].first = Int32(position) }
    }
  }

  /// It was destroyed again, later.
  private mutating func renew(_ position: Int, _ latest: Int64) {
    let resource = resources.pointer(position)
    for window in tallies.indices where tallies[window].first == position { tallies[window].first = resource.pointee.later }
    unlink(position)
    resource.pointee.latest = latest
    enter(position)
  }

  /// Takes the resource into the window or out of it. Resources of one identity are one: at the greatest severity of those in it.
  private mutating func toggle(_ window: Int, _ resource: UnsafeMutablePointer<DestroyedResource>) {
    let bit: UInt8 = 1 << UInt8(window)
    tallies[window].remove(share(resource.pointee.aliases[0], bit))
    resource.pointee.windows ^= bit
    tallies[window].add(share(resource.pointee.aliases[0], bit))
    guard resource.pointee.isRecreated, resource.pointee.isStateful else { return }
    tallies[window].statefulRecreations += resource.pointee.windows & bit != 0 ? 1 : -1
  }

  private func share(_ identity: UInt64, _ bit: UInt8) -> RunningTally.Share {
    var share = RunningTally.Share()
    forEach(knownAs: identity) { resource in
      guard resource.pointee.aliases[0] == identity, resource.pointee.windows & bit != 0 else { return }
      share.destroyed = 1
      share.severity = max(share.severity, Int32(resource.pointee.severity))
      if resource.pointee.isRecreated { share.recreated = 1 }
    }
    if Int(share.severity) >= minimumWeight { share.heavySeverity = share.severity }
    return share
  }

  private mutating func link(_ position: Int) {
    let resource = resources.pointer(position)
    var (earlier, later) = (newest, Int32(-1))
    while earlier >= 0, resources.pointer(Int(earlier)).pointee.latest > resource.pointee.latest {
      later = earlier
      earlier = resources.pointer(Int(earlier)).pointee.earlier
    }
    (resource.pointee.earlier, resource.pointee.later) = (earlier, later)
    if earlier >= 0 { resources.pointer(Int(earlier)).pointee.later = Int32(position) }
    if later >= 0 { resources.pointer(Int(later)).pointee.earlier = Int32(position) } else { newest = Int32(position) }
  }

  private mutating func unlink(_ position: Int) {
    let (earlier, later) = (resources.pointer(position).pointee.earlier, resources.pointer(position).pointee.later)
    if earlier >= 0 { resources.pointer(Int(earlier)).pointee.later = later }
    if later >= 0 { resources.pointer(Int(later)).pointee.earlier = earlier } else { newest = earlier }
  }
}
