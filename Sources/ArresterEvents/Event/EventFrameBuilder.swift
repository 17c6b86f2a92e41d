import ArresterBase
import Glibc

/// Assembles event frames in memory that is kept from one event to the next.
///
/// Strings and names are gathered in any order and put into place by `finish`. Belongs to one thread.
public final class EventFrameBuilder {
  /// Longer strings are cut, and end in a hash of the whole so that two of them stay two.
  public static let maximumStringBytes = 4096
  public static let maximumResources = 256

  public var header = EventHeader()
  public var principal = HashedBytes.empty
  public var session = HashedBytes.empty
  public var scope = UnsafeRawBufferPointer(start: nil, count: 0)
  public var homeScope = UnsafeRawBufferPointer(start: nil, count: 0)
  public var action = HashedBytes.empty
  public var type = UnsafeRawBufferPointer(start: nil, count: 0)
  public var region = UnsafeRawBufferPointer(start: nil, count: 0)
  public var identifier = HashedBytes.empty

  private let resources = UnsafeMutablePointer<ResourceEntry>.allocate(capacity: EventFrameBuilder.maximumResources)
  /// How many resources are kept so far.
  public private(set) var resourceCount = 0
  private var names = ByteArena()
  private var frame = ByteArena()
  private var longStrings = ByteArena()
  /// Of type, scope and region: what a name is unique within.
  private var resourceSeed: UInt64 = 0

  public init() {}

  deinit { resources.deallocate() }

  /// Forgets the last event. The strings given since then must stay in place until `finish`.
  public func reset() {
    header = EventHeader()
    resourceCount = 0
    names.removeAll()
    longStrings.removeAll()
    session = .empty
    homeScope = session.bytes
    region = homeScope
    type = homeScope
  }

  /// Call once scope and region are set and before the first resource.
  /// - Parameter typeKey: the resource type in lower case.
  public func beginResources(typeKey: HashedBytes) {
    header.scopeHash = Hash64.hash(scope, seed: Hash64.seed)
    header.regionHash = Hash64.hash(region, seed: Hash64.seed)
    resourceSeed = placeSeed(typeKey)
  }

  /// The hash under which a name of this event's type, scope and region is known.
  public func aliasHash(_ name: UnsafeRawBufferPointer) -> UInt64 { Hash64.hash(name, seed: resourceSeed) }

  /// The hash under which a resource of another type in the same scope and region is known.
  public func aliasHash(_ name: UnsafeRawBufferPointer, typeKey: HashedBytes) -> UInt64 {
    Hash64.hash(name, seed: placeSeed(typeKey))
  }

  private func placeSeed(_ typeKey: HashedBytes) -> UInt64 {
    Hash64.combine(Hash64.combine(typeKey.hash, header.scopeHash), header.regionHash)
  }

  /// Adds a resource under its first name. Beyond `maximumResources` it is counted (`itemCount`) but not kept.
  /// - Returns: its index, or nil where it was not kept.
  @discardableResult
  public func appendResource(name: UnsafeRawBufferPointer, alias: UInt64, severity: UInt8) -> Int? {
    guard resourceCount < EventFrameBuilder.maximumResources else { return nil }
    let kept = fitted(name)
    var entry = ResourceEntry()
    entry.aliases[0] = alias
    entry.aliasCount = 1
    entry.nameOffset = UInt32(names.append(kept))
    entry.nameLength = UInt16(kept.count)
    entry.severity = severity
    (resources + resourceCount).initialize(to: entry)
    resourceCount += 1
    return resourceCount - 1
  }

  /// Adds another name of a resource; the fifth and later are ignored.
  public func appendAlias(_ alias: UInt64, to index: Int) {
    let count = Int(resources[index].aliasCount)
    guard count < 4 else { return }
    for known in 0..<count where resources[index].aliases[known] == alias { return }
    resources[index].aliases[count] = alias
    resources[index].aliasCount += 1
  }

  public func withResources(_ body: (inout ResourceEntry, UnsafeRawBufferPointer) -> Void) {
    for index in 0..<resourceCount {
      let name = names.bytes(at: Int(resources[index].nameOffset), count: Int(resources[index].nameLength))
      body(&resources[index], name)
    }
  }

  /// The index of the resource known by `alias`, if any. O(resources).
  public func resource(knownAs alias: UInt64) -> Int? {
    for index in 0..<resourceCount {
      for known in 0..<Int(resources[index].aliasCount) where resources[index].aliases[known] == alias { return index }
    }
    return nil
  }

  /// Lays the frame out and hashes what is compared. Valid until the next `finish`.
  public func finish() -> EventFrame {
    fitStrings()
    hashContent()
    let entriesStart = MemoryLayout<EventHeader>.stride
    let stringsStart = entriesStart + resourceCount * MemoryLayout<ResourceEntry>.stride
    var namesStart = stringsStart + principal.bytes.count + session.bytes.count + scope.count + homeScope.count
    namesStart += action.bytes.count + type.count + region.count + identifier.bytes.count
    let total = (namesStart + names.count + 7) & ~7
    header.totalLength = UInt32(total)
    header.resourceCount = UInt16(resourceCount)
    frame.removeAll()
    _ = frame.append(maximumCount: total) { memory in
      // Zeros behind the last name; all the rest is written over.
      (memory + total - 8).storeBytes(of: 0, as: UInt64.self)
      memory.storeBytes(of: header, as: EventHeader.self)
      for index in 0..<resourceCount {
        var resource = resources[index]
        resource.nameOffset += UInt32(namesStart)
        memory.storeBytes(of: resource, toByteOffset: entriesStart + index * MemoryLayout<ResourceEntry>.stride, as: ResourceEntry.self)
      }
      var end = memory + stringsStart
      let strings = strings
      for index in strings.indices { end = EventFrameBuilder.write(strings[index], at: end) }
      _ = EventFrameBuilder.write(names.bytes(at: 0, count: names.count), at: end)
      return total
    }
    return EventFrame(base: frame.base)
  }

  /// In the order in which they stand in a frame.
  private var strings: InlineArray<8, UnsafeRawBufferPointer> {
    [principal.bytes, session.bytes, scope, homeScope, action.bytes, type, region, identifier.bytes]
  }

  /// - Returns: where the text ends.
  private static func write(_ text: UnsafeRawBufferPointer, at place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    if let source = text.baseAddress { memcpy(place, source, text.count) }
    return place + text.count
  }

  private func fitStrings() {
    principal = fitted(principal)
    session = fitted(session)
    scope = fitted(scope)
    homeScope = fitted(homeScope)
    action = fitted(action)
    type = fitted(type)
    region = fitted(region)
    identifier = fitted(identifier)
    header.principalLength = UInt16(principal.bytes.count)
    header.sessionLength = UInt16(session.bytes.count)
    header.scopeLength = UInt16(scope.count)
    header.homeScopeLength = UInt16(homeScope.count)
    header.actionLength = UInt16(action.bytes.count)
    header.typeLength = UInt16(type.count)
    header.regionLength = UInt16(region.count)
    header.identifierLength = UInt16(identifier.bytes.count)
  }

  private var who: UInt64 { Hash64.combine(principal.hash, UInt64(header.platform.rawValue)) }

  /// The key of windows and latch: of platform, principal and kind, once these are set.
  var principalHash: UInt64 { Hash64.combine(who, UInt64(header.kind.rawValue)) }

  private func hashContent() {
    header.principalHash = principalHash
    header.sessionHash = session.isEmpty ? 0 : session.hash
    header.identifierHash = identifier.hash
    var content = Hash64.combine(who, UInt64(bitPattern: header.time))
    content = Hash64.combine(content, action.hash)
    for index in 0..<resourceCount { content = Hash64.combine(content, resources[index].identity) }
    // A failed try and its success are two events, whatever identifier they share.
    header.contentHash = Hash64.combine(content, UInt64(header.itemCount) << 1 | (header.flags.contains(.failed) ? 1 : 0))
  }

  private func fitted(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    text.count <= EventFrameBuilder.maximumStringBytes ? text : shortenSlow(text)
  }

  private func fitted(_ text: HashedBytes) -> HashedBytes {
    text.bytes.count <= EventFrameBuilder.maximumStringBytes ? text : HashedBytes(shortenSlow(text.bytes))
  }

  private func shortenSlow(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    longStrings.reserve(64 * 1024)
    let start = longStrings.append(UnsafeRawBufferPointer(rebasing: text.prefix(128)))
    Array("#sha256:\(SHA256(text).hexadecimal)".utf8).withUnsafeBytes { _ = longStrings.append($0) }
    return longStrings.bytes(at: start, count: longStrings.count - start)
  }
}
