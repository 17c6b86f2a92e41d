import ArresterEvents

/// What a watched principal destroyed later than its last trip, by event time: the second half of a trip's blast. While the
/// latch is tripped nothing of it is in the windows.
///
/// Distinct resources, each once. Something that a create explains only after it was destroyed stays in it: what is shown here
/// may be too much, never too little. Bounded: past `maximumDistinct` every further item counts anew.
public struct Damage: Sendable, Equatable {
  /// Distinct resources, and items without a name.
  public private(set) var count = 0
  /// The heaviest of them, in the order of a verdict's: severity, time, name.
  public private(set) var resources: [EvidenceResource] = []
  /// More was destroyed than is told apart: `count` may hold a resource twice.
  public private(set) var isAtLimit = false
  private var seen: Set<UInt64> = []

  public static let maximumResources = 50
  public static let maximumDistinct = 16_384

  public init() {}

  /// - Returns: whether it is the first time.
  mutating func note(_ identity: UInt64) -> Bool {
    if seen.contains(identity) { return false }
    if seen.count < Damage.maximumDistinct { seen.insert(identity) } else { isAtLimit = true }
    count += 1
    return true
  }

  /// Items that the record counts but does not name.
  mutating func note(unnamed items: Int) { count += items }

  mutating func list(_ resource: EvidenceResource) {
    if let last = resources.last, resources.count == Damage.maximumResources, !Evidence.areInOrder(resource, last) { return }
    let place = resources.firstIndex { Evidence.areInOrder(resource, $0) } ?? resources.count
    resources.insert(resource, at: place)
    if resources.count > Damage.maximumResources { resources.removeLast() }
  }

  public static func == (left: Damage, right: Damage) -> Bool {
    left.count == right.count && left.resources == right.resources && left.isAtLimit == right.isAtLimit
  }
}
