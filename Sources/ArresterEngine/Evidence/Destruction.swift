import ArresterEvents

/// A resource deleted or disrupted by a principal in one second: evidence, and what `destroyed` counts.
struct Destruction: BitwiseCopyable {
  var time: Int64
  var aliases: InlineArray<4, UInt64>
  /// The earliest time at or after `time` at which it was created again; `never` if it was not.
  var recreatedAt: Int64 = Destruction.never
  var call: UInt32
  /// Calls that did exactly the same, beside the first.
  var repeats: UInt32 = 0
  var session: UInt16
  /// In the shard's `NameTable`.
  var region: UInt32
  var severity: UInt8
  var aliasCount: UInt8
  var isDelete: Bool
  var isStateful: Bool
  var isFanOut: Bool
  /// Its call touched nothing else.
  var isAlone: Bool
  /// The call touched more than is known of: no create can excuse it.
  var isCut: Bool
  var name: PooledText
  var action: PooledText
  var identifier: PooledText

  static let never = Int64.max

  @inline(__always)
  var identity: UInt64 { aliases[0] }

  /// Whether a call that touches `resource` alone is this one over again.
  func isSame(_ resource: ResourceEntry, _ header: EventHeader, _ session: UInt16) -> Bool {
    guard isAlone, time == header.time, self.session == session, severity == resource.severity, isDelete == (header.effect == .delete),
      isStateful == header.flags.contains(.stateful), isFanOut == header.flags.contains(.fanOut), aliasCount == resource.aliasCount
    else { return false }
    for index in 0..<Int(aliasCount) where aliases[index] != resource.aliases[index] { return false }
    return true
  }

  func isKnown(as alias: UInt64) -> Bool {
    for index in 0..<Int(aliasCount) where aliases[index] == alias { return true }
    return false
  }

  mutating func releaseTexts(_ pool: BlockPool) {
    name.release(pool)
    action.release(pool)
    identifier.release(pool)
  }
}

/// A resource that a principal made: its own removal of it weighs nothing for an hour.
struct Creation: BitwiseCopyable {
  /// The lowest bit of one that is kept says whether it was planned, so that it takes no room.
  var alias: UInt64
  var time: Int64

  @inline(__always)
  func isOf(_ alias: UInt64) -> Bool { (self.alias ^ alias) >> 1 == 0 }

  /// Of one that is kept: it recreates nothing.
  var isPlanned: Bool { alias & 1 == 1 }

  /// As it is kept.
  func marked(isPlanned: Bool) -> Creation { Creation(alias: alias & ~1 | (isPlanned ? 1 : 0), time: time) }
}

/// A change of permissions and what it was made on.
struct PermissionTarget: BitwiseCopyable {
  /// Names of what was permitted; the ninth and later are not looked at.
  var aliases = InlineArray<8, UInt64>(repeating: 0)
  var aliasCount = 0
  var time: Int64
  /// When the principal made the target, at or before `time`; `unknown` if it did not.
  var madeAt: Int64
  var session: UInt16

  static let unknown = Int64.min

  init(_ resources: UnsafeBufferPointer<ResourceEntry>, time: Int64, session: UInt16) {
    self.time = time
    self.session = session
    madeAt = PermissionTarget.unknown
    for resource in resources {
      for index in 0..<Int(resource.aliasCount) where aliasCount < 8 {
        aliases[aliasCount] = resource.aliases[index]
        aliasCount += 1
      }
    }
  }

  /// A create at or before the change of its target; the last one is remembered.
  mutating func match(_ creation: Creation) {
    guard creation.time <= time, creation.time > madeAt else { return }
    for index in 0..<aliasCount where creation.isOf(aliases[index]) { madeAt = creation.time }
  }
}
