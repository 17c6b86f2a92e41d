/// A successful call of the principal, as far as its evidence has it.
public struct ManifestCall: Sendable, Equatable {
  /// As the platform names it: `cloudformation:CreateStack`.
  public var action: String
  public var resource: String
  public var scope: String
  /// Empty for what is global.
  public var region: String
  /// Event time, nanoseconds since 1970 UTC.
  public var time: Int64
  public var event: String?

  public init(action: String, resource: String, scope: String, region: String, time: Int64, event: String? = nil) {
    self.action = action
    self.resource = resource
    self.scope = scope
    self.region = region
    self.time = time
    self.event = event
  }
}

/// (C) Work that a call has started, and that goes on when the principal may do nothing any more.
public struct RunningEntry: Sendable, Equatable {
  public var call: ManifestCall
  /// What goes on.
  public var what: String
  /// How a person stops it, with names filled in.
  public var stop: String

  /// nil for a call that starts nothing which is known to go on.
  init?(_ call: ManifestCall, _ hints: RestoreHints) {
    guard let row = hints.running(for: call.action) else { return nil }
    self.call = call
    what = row.what
    stop = ShellWords.fill(row.stop, name: call.resource, region: call.region)
  }

  static func comesFirst(_ left: RunningEntry, _ right: RunningEntry) -> Bool {
    if left.call.time != right.call.time { return left.call.time > right.call.time }
    return (left.call.resource, left.call.action) < (right.call.resource, right.call.action)
  }
}
