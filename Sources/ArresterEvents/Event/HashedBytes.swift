import ArresterBase

/// Bytes with their hash under the seed of this process: hashed once, however often they are looked up.
public struct HashedBytes {
  public let bytes: UnsafeRawBufferPointer
  public let hash: UInt64

  /// - Complexity: O(count).
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    hash = Hash64.hash(bytes, seed: Hash64.seed)
  }

  /// - Parameter hash: what `init(_:)` would find.
  @inlinable
  init(_ bytes: UnsafeRawBufferPointer, hash: UInt64) {
    self.bytes = bytes
    self.hash = hash
  }

  static var empty: HashedBytes { HashedBytes(UnsafeRawBufferPointer(start: nil, count: 0), hash: 0) }

  @inlinable
  public var isEmpty: Bool { bytes.isEmpty }
}
