import ArresterBase

extension Shard {
  /// Every principal that ever tripped, with its latch.
  public var allLatches: [(key: LatchKey, latch: Latch)] { Array(zip(latches.keys, latches.latches)) }

  /// Takes over a latch that was recorded before: on assignment of a partition, before its first event.
  /// A latch with fewer trips or an older restoration than the one in place changes nothing.
  public func load(_ latch: Latch, for key: LatchKey) {
    guard let index = latches.insert(key) else { return }
    let known = latches[index]
    guard latch.trips > known.trips || (latch.trips == known.trips && latch.restoredAt >= known.restoredAt) else { return }
    latches[index] = latch
  }

  public func latch(for key: LatchKey) -> Latch? { latches.find(key).map { latches[$0] } }

  /// Records a restoration: only events later than `time` count from here on.
  /// One that is older than the last trip is about an earlier trip, and changes nothing.
  /// - Parameter time: the watermark of the principal's partition at that moment, nanoseconds.
  public func restore(_ key: LatchKey, at time: Int64) {
    guard let index = latches.find(key), latches[index].isTripped, time >= latches[index].trippedAt else { return }
    latches[index].restore(at: time)
    table.visit { record in
      if record.pointee.latch == index { clear(record) }
    }
  }
}
