/// All that decoding needs of a model: tables, kinds, and what belongs to the breaker itself.
public struct EventModel: Sendable {
  public var catalog: ActionCatalog
  /// What Kubernetes verbs do to resources.
  public var kubernetes = KubernetesCatalog.empty
  /// The cluster of Kubernetes records that name none: the API server does not know what it is called. Empty where nobody said.
  public var cluster = ""
  public var kinds: KindRules
  /// Names of the breaker's own deny, role and topics.
  public var breakerResources: [Glob]
  /// The services whose resources these can be.
  public var breakerServices: [[UInt8]]
  /// Who may touch them.
  public var breakerIdentities: [Glob]
  public var maximumRecordBytes: Int

  public init(
    catalog: ActionCatalog, kinds: KindRules, breakerResources: [Glob], breakerServices: [String] = ["iam", "organizations", "kafka"],
    breakerIdentities: [Glob], maximumRecordBytes: Int
  ) {
    self.catalog = catalog
    self.kinds = kinds
    self.breakerResources = breakerResources
    self.breakerServices = breakerServices.map { Array($0.utf8) }
    self.breakerIdentities = breakerIdentities
    self.maximumRecordBytes = maximumRecordBytes
  }
}
