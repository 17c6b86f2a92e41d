/// What a document may cost before it is refused. A configuration written by a person comes near none of these.
public struct YAMLLimits: Sendable {
  /// Bytes of the document.
  public var bytes = 1 << 20
  /// Mappings and lists inside one another.
  public var depth = 16
  /// Keys and values in all.
  public var nodes = 50_000

  public init() {}
}
