/// A walk through memory in an order that no prefetcher can guess: each step waits for the last. What a step takes is one random
/// access to a working set of that size, cache and address translation included.
final class PointerChase {
  private let memory: UnsafeMutableRawBufferPointer
  private let lines: Int
  private var position = 0
  private static let lineBytes = 64

  /// - Parameter bytes: of the working set; at least a few lines are used.
  init(bytes: Int, seed: UInt64) {
    lines = max(16, bytes / PointerChase.lineBytes)
    memory = .allocate(byteCount: lines * PointerChase.lineBytes, alignment: PointerChase.lineBytes)
    link(seed)
  }

  deinit { memory.deallocate() }

  /// Makes that many steps.
  /// - Returns: where it is now.
  func walk(_ steps: Int) -> UInt64 {
    var line = position
    for _ in 0..<steps { line = memory.load(fromByteOffset: line * PointerChase.lineBytes, as: Int.self) }
    position = line
    return UInt64(line)
  }

  /// Sattolo's shuffle: one cycle through all lines, so that no walk stays in a corner.
  private func link(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    for line in 0..<lines { set(line, line) }
    for line in stride(from: lines - 1, to: 0, by: -1) {
      let other = Int.random(in: 0..<line, using: &random)
      let next = get(line)
      set(line, get(other))
      set(other, next)
    }
  }

  private func get(_ line: Int) -> Int { memory.load(fromByteOffset: line * PointerChase.lineBytes, as: Int.self) }
  private func set(_ line: Int, _ next: Int) { memory.storeBytes(of: next, toByteOffset: line * PointerChase.lineBytes, as: Int.self) }
}
