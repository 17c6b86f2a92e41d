/// Counts distinct resources of a window, each at its greatest severity. Scratch memory of a shard, used again for each window.
struct ResourceTally {
  private struct Slot {
    var identity: UInt64
    var generation: UInt32
    var severity: UInt8
    var isRecreated: Bool
  }

  private var slots: [Slot] = Array(repeating: Slot(identity: 0, generation: 0, severity: 0, isRecreated: false), count: 64)
  private var generation: UInt32 = 0
  private(set) var destroyed = 0
  private(set) var severity = 0
  private(set) var heavySeverity = 0
  private(set) var recreated = 0
  private let minimumWeight: Int

  init(minimumWeight: Int) { self.minimumWeight = minimumWeight }

  /// - Parameter maximum: the most resources that will be added.
  mutating func begin(maximum: Int) {
    if slots.count < maximum * 2 {
      var larger = slots.count
      while larger < maximum * 2 { larger *= 2 }
      slots = Array(repeating: Slot(identity: 0, generation: 0, severity: 0, isRecreated: false), count: larger)
      generation = 0
    }
    generation &+= 1
    destroyed = 0
    severity = 0
    heavySeverity = 0
    recreated = 0
  }

  /// - Complexity: O(1).
  mutating func add(_ identity: UInt64, severity weight: UInt8, isRecreated: Bool) {
    var index = Int(truncatingIfNeeded: identity) & (slots.count - 1)
    while slots[index].generation == generation {
      if slots[index].identity == identity { return raise(index, weight, isRecreated) }
      index = (index + 1) & (slots.count - 1)
    }
    slots[index] = Slot(identity: identity, generation: generation, severity: weight, isRecreated: isRecreated)
    destroyed += 1
    severity += Int(weight)
    if Int(weight) >= minimumWeight { heavySeverity += Int(weight) }
    if isRecreated { recreated += 1 }
  }

  private mutating func raise(_ index: Int, _ weight: UInt8, _ isRecreated: Bool) {
    if isRecreated, !slots[index].isRecreated {
      slots[index].isRecreated = true
      recreated += 1
    }
    let before = slots[index].severity
    guard weight > before else { return }
    severity += Int(weight) - Int(before)
    if Int(weight) >= minimumWeight { heavySeverity += Int(weight) - (Int(before) >= minimumWeight ? Int(before) : 0) }
    slots[index].severity = weight
  }
}
