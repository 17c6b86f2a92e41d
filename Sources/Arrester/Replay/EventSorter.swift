import ArresterEvents
import Glibc

/// Puts changes into `EventOrder` in bounded memory: what does not fit is written to unnamed temporary files in sorted runs,
/// which are merged at the end. So many runs of one size are merged into one before more are made that open files stay few
/// however much there is.
final class EventSorter {
  private let memoryLimitBytes: Int
  private let mostRuns: Int
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private var used = 0
  /// Where each frame of the current run begins.
  private var offsets: [Int] = []
  private var isInOrder = true
  /// By size: those of the next are made of `mostRuns` of this one.
  private var runs: [[SortedRun]] = [[]]

  /// - Parameters:
  ///   - memoryLimitBytes: frames kept in memory; a run may exceed it by one frame.
  ///   - mostRuns: of one size, at least 2; each is an open file. With 64 of 256 MiB the second size begins at 16 GiB, the third at 1 TiB.
  init(memoryLimitBytes: Int = 256 * 1024 * 1024, mostRuns: Int = 64) {
    precondition(mostRuns >= 2)
    self.memoryLimitBytes = memoryLimitBytes
    self.mostRuns = mostRuns
    capacity = 1024 * 1024
    memory = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { memory.deallocate() }

  /// Frames appended so far.
  private(set) var count = 0

  /// Runs written to files so far.
  private(set) var spilledRuns = 0

  /// Files that are open.
  var openRuns: Int { runs.reduce(0) { $0 + $1.count } }

  /// Copies a frame.
  func append(_ frame: EventFrame) throws {
    let length = frame.totalLength
    if used + length > memoryLimitBytes, !offsets.isEmpty { try spill() }
    reserve(used + length)
    memcpy(memory + used, frame.base, length)
    if let last = offsets.last, isInOrder {
      isInOrder = EventOrder.compare(EventFrame(base: memory + last), EventFrame(base: memory + used)) <= 0
    }
    offsets.append(used)
    used += length
    count += 1
  }

  /// Hands every frame over in order; each is valid during its call.
  func drain(_ body: (EventFrame) throws -> Void) throws {
    sortRun()
    guard openRuns > 0 else {
      for offset in offsets { try body(EventFrame(base: memory + offset)) }
      return
    }
    if !offsets.isEmpty { try spill() }
    try merge(runs.flatMap(\.self), body)
  }

  private func merge(_ runs: [SortedRun], _ body: (EventFrame) throws -> Void) throws {
    var heads: [SortedRun] = []
    for run in runs where try run.advance() { heads.append(run) }
    var heap = MergeHeap(heads)
    while let run = heap.first {
      try body(run.current)
      if try run.advance() { heap.siftDown() } else { heap.removeFirst() }
    }
  }

  private func sortRun() {
    guard !isInOrder else { return }
    let base = UnsafeRawPointer(memory)
    offsets.sort { EventOrder.compare(EventFrame(base: base + $0), EventFrame(base: base + $1)) < 0 }
    isInOrder = true
  }

  private func spill() throws {
    sortRun()
    let run = try SortedRun()
    for offset in offsets { try run.write(EventFrame(base: memory + offset)) }
    try run.rewind()
    spilledRuns += 1
    try keep(run)
    offsets.removeAll(keepingCapacity: true)
    used = 0
  }

  private func keep(_ run: SortedRun) throws {
    runs[0].append(run)
    var size = 0
    while runs[size].count >= mostRuns {
      let merged = try SortedRun()
      try merge(runs[size]) { try merged.write($0) }
      try merged.rewind()
      runs[size] = []
      if size + 1 == runs.count { runs.append([]) }
      runs[size + 1].append(merged)
      size += 1
    }
  }

  private func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    while capacity < wanted { capacity *= 2 }
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    memcpy(larger, memory, used)
    memory.deallocate()
    memory = larger
  }
}

/// A temporary file is full or cannot be made.
public struct SpillError: Error, CustomStringConvertible {
  public var reason: String
  public var description: String {
    "sorting needs room for temporary files (TMPDIR, else /tmp): \(reason); files already in order and --as-arrived need none"
  }
}

/// One run in a file that has no name any more: it goes with the process.
final class SortedRun {
  private let file: UnsafeMutablePointer<FILE>
  private var buffer = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 16)
  private var capacity = 4096

  init() throws {
    var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/arrester-sort-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0, let file = fdopen(descriptor, "w+") else { throw SpillError(reason: String(cString: strerror(errno))) }
    unlink(template)
    self.file = file
  }

  deinit {
    fclose(file)
    buffer.deallocate()
  }

  var current: EventFrame { EventFrame(base: buffer) }

  func write(_ frame: EventFrame) throws {
    var length = UInt64(frame.totalLength)
    guard fwrite(&length, 8, 1, file) == 1, fwrite(frame.base, 1, frame.totalLength, file) == frame.totalLength else {
      throw SpillError(reason: String(cString: strerror(errno)))
    }
  }

  func rewind() throws {
    guard fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0 else { throw SpillError(reason: String(cString: strerror(errno))) }
  }

  /// Reads the next frame into `current`; false at the end.
  func advance() throws -> Bool {
    var length: UInt64 = 0
    guard fread(&length, 8, 1, file) == 1 else { return false }
    if Int(length) > capacity {
      buffer.deallocate()
      while capacity < Int(length) { capacity *= 2 }
      buffer = .allocate(byteCount: capacity, alignment: 16)
    }
    guard fread(buffer, 1, Int(length), file) == Int(length) else { throw SpillError(reason: "a temporary file ended early") }
    return true
  }
}

/// The runs by the frame that each stands at, the first on top.
private struct MergeHeap {
  private var runs: [SortedRun]

  init(_ runs: [SortedRun]) {
    self.runs = runs
    for index in stride(from: runs.count / 2 - 1, through: 0, by: -1) { siftDown(from: index) }
  }

  var first: SortedRun? { runs.first }

  mutating func removeFirst() {
    runs.swapAt(0, runs.count - 1)
    runs.removeLast()
    siftDown()
  }

  mutating func siftDown(from start: Int = 0) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < runs.count && comesBefore(child, least) { least = child }
      guard least != parent else { return }
      runs.swapAt(parent, least)
      parent = least
    }
  }

  private func comesBefore(_ left: Int, _ right: Int) -> Bool { EventOrder.compare(runs[left].current, runs[right].current) < 0 }
}
