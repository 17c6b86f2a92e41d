/// An event with its own strings: for tests, tools and explanations. The event path passes `EventFrame`s instead.
public struct ChangeEvent: Sendable, Equatable {
  /// One thing touched: every name the record gives it, the first being the one it is shown and counted under.
  public struct Resource: Sendable, Equatable {
    public var names: [String]
    public var severity: UInt8

    public init(names: [String], severity: UInt8) {
      self.names = names
      self.severity = severity
    }
  }

  /// Nanoseconds since 1970 UTC.
  public var time: Int64
  public var identifier: String
  public var platform = Platform.aws
  /// Account, cluster, project or subscription in which it happened.
  public var scope = ""
  /// Where the principal itself lives.
  public var homeScope = ""
  public var principal: String
  public var session = ""
  public var kind = PrincipalKind.unknown
  public var action: String
  public var effect: Effect
  public var flags: EventFlags = []
  /// Empty for global services.
  public var region = ""
  public var resourceType = ""
  public var resources: [Resource] = []
  public var itemCount = 1

  public init(time: Int64, identifier: String, principal: String, action: String, effect: Effect) {
    self.time = time
    self.identifier = identifier
    self.principal = principal
    self.action = action
    self.effect = effect
  }

  /// The greatest weight among its resources, 0-8.
  public var severity: UInt8 { resources.map(\.severity).max() ?? 0 }
}

extension ChangeEvent {
  /// Copies what a frame holds. Alias names beyond the first are hashes in a frame and do not come back.
  public init(_ frame: EventFrame) {
    let header = frame.header.pointee
    self.init(
      time: header.time, identifier: frame.identifier.text, principal: frame.principal.text, action: frame.action.text,
      effect: header.effect)
    platform = header.platform
    scope = frame.scope.text
    homeScope = frame.homeScope.text
    session = frame.session.text
    kind = header.kind
    flags = header.flags
    region = frame.region.text
    resourceType = frame.type.text
    resources = frame.resources.map { Resource(names: [frame.name(of: $0).text], severity: $0.severity) }
    itemCount = Int(header.itemCount)
  }
}

extension UnsafeRawBufferPointer {
  /// A copy as text; bytes that are not UTF-8 become U+FFFD.
  public var text: String { String(decoding: self, as: UTF8.self) }
}
