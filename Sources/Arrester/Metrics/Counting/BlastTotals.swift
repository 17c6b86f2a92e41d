import ArresterEnforcement

/// When, seen from its trip, something was destroyed.
enum BlastPart: Int, Sendable, CaseIterable {
  case beforeTrip
  case untilConfirmed
  case afterwards
  /// After a trip whose deny nobody has read back, and nobody is about to: shadow, held, capped, no enforcer, or one that failed.
  case unconfirmed

  var name: String { String(describing: self) }
}

/// What was destroyed, by part: as numbers that only rise, while a trip's own may move from one part to another.
struct BlastTotals: Sendable, Equatable {
  /// Resources, their severity, and how many of them cannot be brought back.
  typealias Measures = SIMD3<Int>

  private(set) var parts = Array(repeating: Measures(), count: BlastPart.allCases.count)

  subscript(part: BlastPart) -> Measures {
    get { parts[part.rawValue] }
    set { parts[part.rawValue] = newValue }
  }

  var sum: Measures { parts.reduce(Measures(), &+) }

  /// Counts what a trip has destroyed and is not counted yet.
  /// - Parameters:
  ///   - now: everything that the trip has destroyed, by part.
  ///   - counted: what of it was counted before; it is brought up to date.
  mutating func count(_ now: BlastTotals, counted: inout BlastTotals) {
    // What moved to another part since it was counted stays where it was counted, and must not count twice.
    var room = (now.sum &- counted.sum).clamped(lowerBound: Measures(), upperBound: Measures(repeating: .max))
    for part in BlastPart.allCases {
      let more = (now[part] &- counted[part]).clamped(lowerBound: Measures(), upperBound: room)
      self[part] &+= more
      counted[part] &+= more
      room &-= more
    }
  }
}

extension BlastTotals {
  /// - Parameter isConfirmed: nil while it may still become so.
  init(_ blast: Blast, isConfirmed: Bool?) {
    let parts = blast.parts
    self[.beforeTrip] = Measures(parts.beforeTrip)
    switch isConfirmed {
    case .some(true):
      self[.untilConfirmed] = Measures(parts.untilConfirmed)
      self[.afterwards] = Measures(parts.afterwards)
    case .some(false): self[.unconfirmed] = Measures(parts.untilConfirmed) &+ Measures(parts.afterwards)
    case nil: break
    }
  }
}

extension BlastTotals.Measures {
  fileprivate init(_ part: Blast.Part) { self.init(part.resources, part.severity, part.irreversible) }
}
