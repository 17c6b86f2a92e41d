/// The fixed part of an event frame. Offsets of what follows come from the lengths, in the order in which they stand here.
///
/// ```
/// | EventHeader | ResourceEntry x resourceCount | principal | session | scope | homeScope | action | type | region | identifier | names |
/// ```
/// Hashes are seeded for this process: frames never leave it.
public struct EventHeader {
  /// Nanoseconds since 1970 UTC.
  public var time: Int64 = 0
  /// Of platform, principal and kind: the key of windows and latch.
  public var principalHash: UInt64 = 0
  public var sessionHash: UInt64 = 0
  public var identifierHash: UInt64 = 0
  /// Of time, principal, action and resources: with the identifier, what makes two records the same event.
  public var contentHash: UInt64 = 0
  public var regionHash: UInt64 = 0
  public var scopeHash: UInt64 = 0
  /// The first 128 bits of the record's SHA-256, big-endian; zero unless the decoder was asked for it.
  public var digestHigh: UInt64 = 0
  public var digestLow: UInt64 = 0
  public var totalLength: UInt32 = 0
  /// How many items the record touched; `resourceCount` of them are kept.
  public var itemCount: UInt32 = 0
  public var principalLength: UInt16 = 0
  public var sessionLength: UInt16 = 0
  public var scopeLength: UInt16 = 0
  public var homeScopeLength: UInt16 = 0
  public var actionLength: UInt16 = 0
  public var typeLength: UInt16 = 0
  public var regionLength: UInt16 = 0
  public var identifierLength: UInt16 = 0
  public var flags: EventFlags = []
  public var resourceCount: UInt16 = 0
  public var platform: Platform = .aws
  public var kind: PrincipalKind = .unknown
  public var effect: Effect = .read
  /// The largest severity among the resources.
  public var severity: UInt8 = 0

  public init() {}
}

/// One thing that the event touched.
public struct ResourceEntry {
  /// Hashes of type, scope, region and name, for each name that the record gives; the first is the one it is counted under.
  public var aliases: InlineArray<4, UInt64> = [0, 0, 0, 0]
  /// From the start of the frame.
  public var nameOffset: UInt32 = 0
  public var nameLength: UInt16 = 0
  public var aliasCount: UInt8 = 0
  public var severity: UInt8 = 0

  public init() {}

  @inlinable
  public var identity: UInt64 { aliases[0] }
}
