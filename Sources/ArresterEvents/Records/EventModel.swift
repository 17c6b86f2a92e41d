/// All that decoding needs of a model: tables, kinds, and what belongs to the breaker itself.
public struct EventModel: Sendable {
  public var catalog: ActionCatalog
  public var kinds: KindRules
  /// Names of the breaker's own deny, role and topics.
  public var breakerResources: [Glob]
  /// Who may touch them.
  public var breakerIdentities: [Glob]
  public var maximumRecordBytes: Int

  public init(catalog: ActionCatalog, kinds: KindRules, breakerResources: [Glob], breakerIdentities: [Glob], maximumRecordBytes: Int) {
    self.catalog = catalog
    self.kinds = kinds
    self.breakerResources = breakerResources
    self.breakerIdentities = breakerIdentities
    self.maximumRecordBytes = maximumRecordBytes
  }
}
