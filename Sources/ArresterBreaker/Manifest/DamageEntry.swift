/// (B) Something that was deleted or disrupted.
public struct DamageItem: Sendable, Equatable {
  /// As the evidence names it.
  public var resource: String
  /// As the platform names it: `rds:DeleteDBInstance`.
  public var action: String
  /// The account, cluster, project or subscription.
  public var scope: String
  /// Empty for what is global.
  public var region: String
  /// Event time, nanoseconds since 1970 UTC.
  public var time: Int64
  /// The weight of semantics.md, section 1.
  public var severity: Int
  public var isReversible: Bool
  /// The object before, where the record has it; as a rule JSON.
  public var priorState: [UInt8]?
  /// The identifier of the event.
  public var event: String?

  public init(
    resource: String, action: String, scope: String, region: String, time: Int64, severity: Int, isReversible: Bool,
    priorState: [UInt8]? = nil, event: String? = nil
  ) {
    self.resource = resource
    self.action = action
    self.scope = scope
    self.region = region
    self.time = time
    self.severity = severity
    self.isReversible = isReversible
    self.priorState = priorState
    self.event = event
  }
}

/// A damaged resource, with what is known about having it again.
public struct DamageEntry: Sendable, Equatable {
  public var item: DamageItem
  public var restorable: RestoreHints.Restorable
  /// With names filled in.
  public var hint: String
  /// It gets worse by waiting.
  public var isUrgent: Bool
  /// The table has a row for the action.
  public var isKnown: Bool

  init(_ item: DamageItem, _ hints: RestoreHints) {
    self.item = item
    let row = hints.hint(for: item.action)
    isKnown = row != nil
    isUrgent = row?.urgent ?? false
    restorable = DamageEntry.restorable(row?.restorable, item)
    hint = ShellWords.fill(row?.hint ?? DamageEntry.generalHint(item), name: item.resource, region: item.region)
  }

  /// The model knows a request's parameters, as a skipped last snapshot; the table knows the action only. The worse of the two counts.
  private static func restorable(_ known: RestoreHints.Restorable?, _ item: DamageItem) -> RestoreHints.Restorable {
    guard let known else { return item.isReversible ? .backup : .no }
    return known == .yes && !item.isReversible ? .backup : known
  }

  private static func generalHint(_ item: DamageItem) -> String {
    let state = item.priorState == nil ? "" : "; the object as it was before stands below"
    return item.isReversible
      ? "No hint for this action. Make it again from your infrastructure code, from AWS Config or from a backup\(state)."
      : "No hint for this action, and its data counts as lost. Look for backups, replicas and copies in other accounts and regions\(state)."
  }

  static func comesFirst(_ left: DamageEntry, _ right: DamageEntry) -> Bool {
    if left.isUrgent != right.isUrgent { return left.isUrgent }
    if left.item.severity != right.item.severity { return left.item.severity > right.item.severity }
    if left.item.time != right.item.time { return left.item.time < right.item.time }
    return (left.item.resource, left.item.action) < (right.item.resource, right.item.action)
  }
}
