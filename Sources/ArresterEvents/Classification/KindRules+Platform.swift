extension KindRules {
  /// The rules that can match on a platform, in their order: a decoder of one platform need not try another's.
  func applying(to platform: Platform) -> KindRules {
    var result = self
    result.rules = rules.filter { $0.platform == nil || $0.platform == platform }
    return result
  }
}
