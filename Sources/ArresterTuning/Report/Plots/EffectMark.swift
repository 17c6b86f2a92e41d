import ArresterBase
import ArresterEvents

/// How a change is drawn: by shape as well as by colour, and always at its own height of a lane. What takes away stands above.
enum EffectMark: Int, CaseIterable {
  case delete
  case disrupt
  case create
  case modify
  case failed

  init(_ change: StoryChange) {
    if change.isFailed {
      self = .failed
      return
    }
    switch change.effect {
    case .delete: self = .delete
    case .disrupt: self = .disrupt
    case .create: self = .create
    case .modify, .read, .unknown: self = .modify
    }
  }

  var name: String {
    switch self {
    case .delete: "delete"
    case .disrupt: "disrupt"
    case .create: "create"
    case .modify: "modify"
    case .failed: "failed"
    }
  }

  /// Below the middle of a lane.
  var offset: Double {
    switch self {
    case .delete: -9
    case .disrupt: -1.5
    case .create: 6
    case .modify, .failed: 12
    }
  }

  /// - Parameter count: changes at this place; the mark grows with their logarithm.
  func draw(_ x: Double, _ y: Double, count: Int, _ page: inout PageText) {
    let doublings = Double(Int.bitWidth - 1 - max(1, count).leadingZeroBitCount)
    let size = min(7, 2.8 + 0.9 * doublings)
    page.empty("path", [("class", "mark \(name)"), ("d", outline(x, y, size))])
  }

  private func outline(_ x: Double, _ y: Double, _ size: Double) -> String {
    let (l, r) = (PageText.length(x - size), PageText.length(x + size))
    let (t, b) = (PageText.length(y - size), PageText.length(y + size))
    let (cx, cy, radius) = (PageText.length(x), PageText.length(y), PageText.length(size))
    switch self {
    case .delete: return "M\(l) \(t)H\(r)V\(b)H\(l)Z"
    case .disrupt: return "M\(cx) \(t)L\(r) \(cy)L\(cx) \(b)L\(l) \(cy)Z"
    case .create: return "M\(l) \(cy)A\(radius) \(radius) 0 1 1 \(r) \(cy)A\(radius) \(radius) 0 1 1 \(l) \(cy)Z"
    case .modify: return "M\(l) \(b)L\(cx) \(t)L\(r) \(b)Z"
    case .failed: return "M\(l) \(t)L\(r) \(b)M\(l) \(b)L\(r) \(t)"
    }
  }
}
