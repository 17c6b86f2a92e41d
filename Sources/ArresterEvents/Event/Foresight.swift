/// What is known of a change while the rest of it is still being decoded: enough to have memory fetched that it will need.
public struct Foresight {
  /// `EventHeader.principalHash`.
  public let principalHash: UInt64
  /// `EventHeader.identifierHash`, but for a record without an identifier.
  public let identifierHash: UInt64
  public let platform: Platform
  /// Told twice: some time before the frame is finished, and shortly before.
  public let isNear: Bool

  init(_ builder: EventFrameBuilder, isNear: Bool) {
    self.init(
      principalHash: builder.principalHash, identifierHash: builder.identifier.hash, platform: builder.header.platform, isNear: isNear)
  }

  /// Of a change that waits for its turn as a frame.
  @inlinable
  public init(_ header: UnsafePointer<EventHeader>, isNear: Bool) {
    self.init(
      principalHash: header.pointee.principalHash, identifierHash: header.pointee.identifierHash, platform: header.pointee.platform,
      isNear: isNear)
  }

  @inlinable
  public init(principalHash: UInt64, identifierHash: UInt64, platform: Platform, isNear: Bool) {
    self.principalHash = principalHash
    self.identifierHash = identifierHash
    self.platform = platform
    self.isNear = isNear
  }
}
