import CMachine

/// A fast 64-bit hash of bytes under a seed, for tables in memory only: it never reaches an output.
///
/// The multiply-and-fold construction of wyhash (Wang Yi, public domain). The seed is drawn once for each process, so
/// that whoever chooses names cannot choose them to collide.
public enum Hash64 {
  /// The seed of this process.
  @inlinable
  public static var seed: UInt64 { arrester_process_seed() }

  /// - Complexity: O(count), about 16 bytes a step; no allocation.
  @inlinable
  public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var state = seed ^ 0xa076_1d64_78bd_642f
    let count = bytes.count
    guard count > 0, let base = bytes.baseAddress else { return mix(state, 0xe703_7ed1_a0b4_28db) }
    var offset = 0
    while count - offset > 16 {
      state = mix(load(base, offset) ^ 0xe703_7ed1_a0b4_28db, load(base, offset + 8) ^ state)
      offset += 16
    }
    let (low, high) = tail(base, count, offset)
    return mix(mix(low ^ 0x8ebc_6af0_9c88_c6e3, high ^ state), UInt64(truncatingIfNeeded: count) ^ 0x5895_65b9_1b1e_d0f5)
  }

  /// Adds one word to a hash.
  @inlinable
  public static func combine(_ state: UInt64, _ word: UInt64) -> UInt64 {
    mix(state ^ 0xa076_1d64_78bd_642f, word ^ 0xe703_7ed1_a0b4_28db)
  }

  @inlinable
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inlinable
  static func load(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The last 1 to 16 bytes as two words; overlapping loads stand in for a loop.
  @inlinable
  static func tail(_ base: UnsafeRawPointer, _ count: Int, _ offset: Int) -> (UInt64, UInt64) {
    let rest = count - offset
    if count >= 16 { return (load(base, count - 16), load(base, count - 8)) }
    if rest >= 8 { return (load(base, offset), load(base, count - 8)) }
    if rest >= 4 {
      return (
        UInt64(base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)),
        UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      )
    }
    let first = UInt64(base.load(fromByteOffset: offset, as: UInt8.self))
    let middle = UInt64(base.load(fromByteOffset: offset + rest / 2, as: UInt8.self))
    let last = UInt64(base.load(fromByteOffset: count - 1, as: UInt8.self))
    return (first | middle << 8 | last << 16, 0)
  }
}
