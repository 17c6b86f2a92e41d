import ArresterEvents

/// The limits of every kind and window, in place: looking one up counts no references.
final class LimitTable {
  private let table: UnsafeMutablePointer<WindowLimits>
  private let count: Int
  private let windowCount: Int
  /// One bit for each kind that is judged at all.
  private let judged: UInt32

  init(_ model: EngineModel) {
    windowCount = model.windows.count
    count = PrincipalKind.allCases.count * windowCount
    table = .allocate(capacity: count)
    var judged: UInt32 = 0
    for kind in PrincipalKind.allCases {
      if model.responses[kind] != .none { judged |= 1 << UInt32(kind.rawValue) }
      for window in 0..<windowCount {
        (table + Int(kind.rawValue) * windowCount + window).initialize(to: WindowLimits(model, kind, window: window))
      }
    }
    self.judged = judged
  }

  deinit {
    table.deinitialize(count: count)
    table.deallocate()
  }

  @inline(__always)
  subscript(kind: PrincipalKind, window: Int) -> UnsafePointer<WindowLimits> {
    UnsafePointer(table + Int(kind.rawValue) * windowCount + window)
  }

  @inline(__always)
  func isJudged(_ kind: PrincipalKind) -> Bool { judged & 1 << UInt32(kind.rawValue) != 0 }
}
