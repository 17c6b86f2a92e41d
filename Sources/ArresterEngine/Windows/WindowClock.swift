/// Where the windows that end in the bucket of one second begin and end. Events come many to a second: the divisions are done
/// once for each. In memory of its own, so that nobody copies it to look at it; its owner releases it. Belongs to the shard's thread.
struct WindowClock {
  /// How many windows there are.
  let count: Int
  private let shapes: UnsafeMutablePointer<WindowShape>
  private var second = -1
  /// First second of each window.
  let starts: UnsafeMutablePointer<Int>
  /// The same as cells have it.
  let startSeconds: UnsafeMutablePointer<UInt32>
  /// Last second of each window.
  let ends: UnsafeMutablePointer<Int>

  init(_ windows: [WindowShape]) {
    precondition(windows.count <= 4, "a record has sums for four windows")
    count = windows.count
    shapes = .allocate(capacity: 4)
    starts = .allocate(capacity: 4)
    startSeconds = .allocate(capacity: 4)
    ends = .allocate(capacity: 4)
    for window in 0..<count { (shapes + window).initialize(to: windows[window]) }
  }

  func release() {
    shapes.deallocate()
    starts.deallocate()
    startSeconds.deallocate()
    ends.deallocate()
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
