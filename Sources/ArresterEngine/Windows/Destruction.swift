/// A resource deleted or disrupted by a principal in one second: evidence, and what `destroyed` counts.
struct Destruction: BitwiseCopyable {
  var time: Int64
  var aliases: InlineArray<4, UInt64>
  /// The earliest time at or after `time` at which it was created again; `never` if it was not.
  var recreatedAt: Int64 = Destruction.never
  var call: UInt32
  var session: UInt16
  /// In the shard's `NameTable`.
  var region: UInt32
  var severity: UInt8
  var aliasCount: UInt8
  var isDelete: Bool
  var isStateful: Bool
  var isFanOut: Bool
  var name: PooledText
  var action: PooledText
  var identifier: PooledText

  static let never = Int64.max

  @inline(__always)
  var identity: UInt64 { aliases[0] }

  func isKnown(as alias: UInt64) -> Bool {
    for index in 0..<Int(aliasCount) where aliases[index] == alias { return true }
    return false
  }
}

/// A resource that a principal made: its own removal of it weighs nothing for an hour.
struct Creation: BitwiseCopyable {
  var alias: UInt64
  var time: Int64
}

/// A change of permissions and what it was made on.
struct PermissionTarget: BitwiseCopyable {
  var alias: UInt64
  var time: Int64
  /// When the principal made the target, at or before `time`; `unknown` if it did not.
  var madeAt: Int64
  var session: UInt16

  static let unknown = Int64.min
}

/// A session of a principal.
struct Session: BitwiseCopyable {
  var hash: UInt64
  var name: PooledText
  var lastSecond: UInt32
}
