/// What is known of a change while the rest of it is still being decoded: enough to have memory fetched that it will need.
public struct Foresight {
  /// `EventHeader.principalHash`.
  public let principalHash: UInt64
  /// `EventHeader.identifierHash`, but for a record without an identifier.
  public let identifierHash: UInt64
  /// Told twice: some time before the frame is finished, and shortly before.
  public let isNear: Bool

  init(_ builder: EventFrameBuilder, isNear: Bool) {
    principalHash = builder.principalHash
    identifierHash = builder.identifier.hash
    self.isNear = isNear
  }
}
