import ArresterEvents

/// What a baseline may do to a soft limit.
public struct RaisedLimit: Sendable, Equatable {
  /// While too little is learnt of a principal: the model's limit, or what is supposed of its kind.
  public var beforehand: Double
  /// However much a principal does every day.
  public var most: Double
}

extension EngineModel {
  /// nil for a limit that baselines leave alone.
  public func raised(_ limit: Limit, _ kind: PrincipalKind) -> RaisedLimit? {
    let entries = WindowLimits(self, kind, window: limit.window).entries
    guard let entry = entries.first(where: { $0.limit.signal == limit.signal }), let range = entry.softRange, let soft = entry.limit.soft
    else { return nil }
    return RaisedLimit(beforehand: soft, most: range.upperBound)
  }
}
