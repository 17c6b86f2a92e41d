/// Principal records in chunks that never move. Belongs to the shard's thread.
final class RecordSlab {
  private static let chunkShift = 10
  private var chunks: [UnsafeMutablePointer<PrincipalRecord>] = []
  private var free: [Int32] = []
  private var used: Int32 = 0

  deinit { for chunk in chunks { chunk.deallocate() } }

  @inline(__always)
  subscript(index: Int32) -> UnsafeMutablePointer<PrincipalRecord> {
    chunks[Int(index) >> RecordSlab.chunkShift] + (Int(index) & (1 << RecordSlab.chunkShift - 1))
  }

  func insert(_ record: PrincipalRecord) -> Int32 {
    let index = free.popLast() ?? append()
    self[index].initialize(to: record)
    return index
  }

  func remove(_ index: Int32) { free.append(index) }

  private func append() -> Int32 {
    if Int(used) >> RecordSlab.chunkShift == chunks.count { chunks.append(.allocate(capacity: 1 << RecordSlab.chunkShift)) }
    used += 1
    return used - 1
  }
}
