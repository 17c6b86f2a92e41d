import Glibc

/// A shard's own memory: blocks in a few sizes, cut from chunks and kept in free lists, so that a shard that has warmed up
/// asks the system for nothing. Belongs to one thread.
final class BlockPool {
  private static let chunkBytes = 256 * 1024
  /// Chunks of that size before larger ones.
  private static let smallChunks = 16
  /// Two pages of 2 MiB: one entry of the processor's address cache then serves 2 MiB of what millions of records point to.
  private static let largeChunkBytes = 4 * 1024 * 1024
  private static let largePageBytes = 2 * 1024 * 1024
  private static let largestPooledBytes = 32 * 1024
  private var free: [UnsafeMutableRawPointer?]
  private var chunks: [UnsafeMutableRawPointer] = []
  private var cursor: UnsafeMutableRawPointer?
  private var remaining = 0
  /// Bytes handed out, by the size of their blocks.
  private(set) var usedBytes = 0

  init() { free = Array(repeating: nil, count: 8 * Int.bitWidth) }

  deinit { for chunk in chunks { chunk.deallocate() } }

  /// Four sizes between a power of two and the next, in steps of at least 16: 16, 32, 48, 64, 80, …, 128, 160, 192, 224, 256, 320, …
  /// From 64 bytes on at most a fifth of a block is idle.
  @inline(__always)
  private static func sizeClass(_ bytes: Int) -> (index: Int, size: Int) {
    let last = max(16, bytes) - 1
    let shift = max(4, Int.bitWidth - 3 - last.leadingZeroBitCount)
    let steps = last >> shift + 1
    return (shift * 8 + steps, steps << shift)
  }

  /// The usable size of the block that a request for `bytes` gets.
  static func capacity(for bytes: Int) -> Int { sizeClass(bytes).size }

  /// - Complexity: O(1). The memory is not cleared.
  func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    let (index, size) = BlockPool.sizeClass(bytes)
    usedBytes += size
    if size > BlockPool.largestPooledBytes { return .allocate(byteCount: size, alignment: 16) }
    if let block = free[index] {
      free[index] = block.load(as: UnsafeMutableRawPointer?.self)
      return block
    }
    return carve(size)
  }

  func release(_ block: UnsafeMutableRawPointer, bytes: Int) {
    let (index, size) = BlockPool.sizeClass(bytes)
    usedBytes -= size
    if size > BlockPool.largestPooledBytes { return block.deallocate() }
    block.storeBytes(of: free[index], as: UnsafeMutableRawPointer?.self)
    free[index] = block
  }

  private func carve(_ size: Int) -> UnsafeMutableRawPointer {
    if remaining < size { addChunk() }
    let block = cursor!
    cursor = block + size
    remaining -= size
    return block
  }

  private func addChunk() {
    let isLarge = chunks.count >= BlockPool.smallChunks
    let bytes = isLarge ? BlockPool.largeChunkBytes : BlockPool.chunkBytes
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? BlockPool.largePageBytes : 64)
    if isLarge { _ = madvise(chunk, bytes, MADV_HUGEPAGE) }
    chunks.append(chunk)
    cursor = chunk
    remaining = bytes
  }
}
