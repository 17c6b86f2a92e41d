import ArresterBase

/// What a key of request or response says about the thing that an action is named after.
struct KeyRoles: OptionSet {
  let rawValue: UInt8

  /// `roleName`: the noun with an ending that makes it a name.
  static let name = KeyRoles(rawValue: 1)
  /// `name`, `arn` …: a name of what the object around it is about.
  static let bare = KeyRoles(rawValue: 2)
  /// `rolesSet`: an object, or objects, of the noun.
  static let container = KeyRoles(rawValue: 4)
  /// `items`: a list of what the key before it says.
  static let transparent = KeyRoles(rawValue: 8)
  /// `tags`: its keys are the caller's own.
  static let callerMap = KeyRoles(rawValue: 16)
  /// `roleName`, where the noun is `rolePolicy`.
  static let beginning = KeyRoles(rawValue: 32)
  /// `policyName`, where the noun is `rolePolicy`.
  static let end = KeyRoles(rawValue: 64)

  /// - Parameter noun: in lower case.
  init(of key: UnsafeRawBufferPointer, noun: UnsafeRawBufferPointer) {
    var roles: KeyRoles = []
    if NameKeys.names(key, noun: noun) { roles.insert(.name) }
    if NameKeys.isBare(key) { roles.insert(.bare) }
    if NameKeys.contains(key, noun: noun) { roles.insert(.container) }
    if NameKeys.isTransparent(key) { roles.insert(.transparent) }
    if NameKeys.isCallerMap(key, noun: noun) { roles.insert(.callerMap) }
    switch NameKeys.place(key, in: noun) {
    case .beginning: roles.insert(.beginning)
    case .end: roles.insert(.end)
    case nil: break
    }
    self = roles
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// Remembers the roles of keys, so that each is compared with the words about once for each action.
///
/// Direct-mapped and of fixed size: a collision only costs the comparisons again. Belongs to one thread.
final class KeyRolesCache {
  private static let slots = 4096

  private struct Slot {
    var key: UInt64 = 0
    var roles = KeyRoles(rawValue: 0)
  }

  private let slots: UnsafeMutablePointer<Slot>

  init() {
    slots = .allocate(capacity: KeyRolesCache.slots)
    slots.initialize(repeating: Slot(), count: KeyRolesCache.slots)
  }

  deinit { slots.deallocate() }

  /// - Parameter nounSeed: a hash of the noun.
  @inline(__always)
  func roles(of key: UnsafeRawBufferPointer, noun: UnsafeRawBufferPointer, nounSeed: UInt64) -> KeyRoles {
    let hash = Hash64.hash(key, seed: nounSeed)
    let slot = slots + Int(truncatingIfNeeded: hash) & (KeyRolesCache.slots - 1)
    if slot.pointee.key != hash { slot.pointee = Slot(key: hash, roles: KeyRoles(of: key, noun: noun)) }
    return slot.pointee.roles
  }
}
