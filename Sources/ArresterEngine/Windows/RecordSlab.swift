/// Principal records, in place for as long as they live. Belongs to the shard's thread.
final class RecordSlab {
  private let space: AddressSpace<PrincipalRecord>
  private let base: UnsafeMutablePointer<PrincipalRecord>
  private let limit: Int
  /// The first of the free records, which are linked by `next`.
  private var free: Int32 = -1
  private var used: Int32 = 0

  init(limit: Int) {
    self.limit = limit
    space = AddressSpace(capacity: limit)
    base = space.base
  }

  deinit { space.release() }

  @inline(__always)
  subscript(index: Int32) -> UnsafeMutablePointer<PrincipalRecord> { base + Int(index) }

  func insert(_ record: PrincipalRecord) -> Int32 {
    let index = takeFree()
    self[index].initialize(to: record)
    return index
  }

  func remove(_ index: Int32) {
    self[index].pointee.isFree = true
    self[index].pointee.next = free
    free = index
  }

  /// One after the other, so that the processor foresees where the next one is.
  @inline(__always)
  func visit(_ body: (UnsafeMutablePointer<PrincipalRecord>) -> Void) {
    for index in 0..<used where !base[Int(index)].isFree { body(base + Int(index)) }
  }

  private func takeFree() -> Int32 {
    if free >= 0 {
      defer { free = self[free].pointee.next }
      return free
    }
    precondition(Int(used) < limit, "more records than the table's limit")
    used += 1
    return used - 1
  }
}
