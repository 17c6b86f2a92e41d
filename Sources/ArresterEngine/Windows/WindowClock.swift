/// Where the windows that end in the bucket of one second begin and end. Events come many to a second: the divisions are done
/// once for each. Belongs to the shard's thread.
struct WindowClock {
  /// How many windows there are.
  let count: Int
  private let shapes: InlineArray<4, WindowShape>
  private var second = -1
  /// First second of each window.
  private(set) var starts = InlineArray<4, Int>(repeating: 0)
  /// The same as cells have it.
  private(set) var startSeconds = InlineArray<4, UInt32>(repeating: 0)
  /// Last second of each window.
  private(set) var ends = InlineArray<4, Int>(repeating: 0)

  init(_ windows: [WindowShape]) {
    precondition(windows.count <= 4, "a record has sums for four windows")
    count = windows.count
    shapes = InlineArray { $0 < windows.count ? windows[$0] : WindowShape(seconds: 1, bucketSeconds: 1) }
  }

  @inline(__always)
  mutating func move(to second: Int) {
    if second != self.second { moveSlow(second) }
  }

  @inline(never)
  private mutating func moveSlow(_ second: Int) {
    self.second = second
    for window in 0..<count {
      ends[window] = shapes[window].bucketEnd(of: second)
      starts[window] = ends[window] - shapes[window].seconds + 1
      startSeconds[window] = UInt32(clamping: starts[window])
    }
  }
}
