/// An event as one run of bytes: what rings, sort runs and the engine pass on. A view; whoever made it owns the bytes.
///
/// - Complexity: every accessor is O(1) and allocates nothing.
public struct EventFrame {
  public let base: UnsafeRawPointer

  @inlinable
  public init(base: UnsafeRawPointer) { self.base = base }

  @inlinable
  public var header: UnsafePointer<EventHeader> { base.assumingMemoryBound(to: EventHeader.self) }

  @inlinable
  public var totalLength: Int { Int(header.pointee.totalLength) }

  @inlinable
  public var resources: UnsafeBufferPointer<ResourceEntry> {
    let start = (base + MemoryLayout<EventHeader>.stride).assumingMemoryBound(to: ResourceEntry.self)
    return UnsafeBufferPointer(start: start, count: Int(header.pointee.resourceCount))
  }

  /// The record touched more than is kept: of the rest only the number is known.
  @inlinable
  public var isCut: Bool {
    header.pointee.resourceCount > 0 && header.pointee.itemCount > UInt32(header.pointee.resourceCount)
  }

  @inlinable
  var stringsOffset: Int {
    MemoryLayout<EventHeader>.stride + Int(header.pointee.resourceCount) * MemoryLayout<ResourceEntry>.stride
  }

  @inlinable
  func bytes(at offset: Int, count: UInt16) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + offset, count: Int(count))
  }

  @inlinable
  public var principal: UnsafeRawBufferPointer { bytes(at: stringsOffset, count: header.pointee.principalLength) }

  @inlinable
  public var session: UnsafeRawBufferPointer {
    bytes(at: stringsOffset + Int(header.pointee.principalLength), count: header.pointee.sessionLength)
  }

  @inlinable
  var scopeOffset: Int { stringsOffset + Int(header.pointee.principalLength) + Int(header.pointee.sessionLength) }

  @inlinable
  public var scope: UnsafeRawBufferPointer { bytes(at: scopeOffset, count: header.pointee.scopeLength) }

  @inlinable
  public var homeScope: UnsafeRawBufferPointer {
    bytes(at: scopeOffset + Int(header.pointee.scopeLength), count: header.pointee.homeScopeLength)
  }

  @inlinable
  var actionOffset: Int { scopeOffset + Int(header.pointee.scopeLength) + Int(header.pointee.homeScopeLength) }

  @inlinable
  public var action: UnsafeRawBufferPointer { bytes(at: actionOffset, count: header.pointee.actionLength) }

  @inlinable
  public var type: UnsafeRawBufferPointer {
    bytes(at: actionOffset + Int(header.pointee.actionLength), count: header.pointee.typeLength)
  }

  @inlinable
  var regionOffset: Int { actionOffset + Int(header.pointee.actionLength) + Int(header.pointee.typeLength) }

  @inlinable
  public var region: UnsafeRawBufferPointer { bytes(at: regionOffset, count: header.pointee.regionLength) }

  @inlinable
  public var identifier: UnsafeRawBufferPointer {
    bytes(at: regionOffset + Int(header.pointee.regionLength), count: header.pointee.identifierLength)
  }

  @inlinable
  public func name(of resource: ResourceEntry) -> UnsafeRawBufferPointer {
    bytes(at: Int(resource.nameOffset), count: resource.nameLength)
  }
}
