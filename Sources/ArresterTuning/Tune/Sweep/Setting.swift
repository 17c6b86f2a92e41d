import ArresterEngine

/// The model with some limits changed.
public struct Setting: Sendable, Hashable {
  /// One number in place of another.
  public struct Change: Sendable, Hashable {
    /// Index into the limits that are swept.
    var swept: Int
    public var value: Double
  }

  public var changes: [Change]

  static let current = Setting(changes: [])

  /// nil where a soft limit would stand above its ceiling.
  func model(_ model: EngineModel, _ swept: [SweptLimit]) -> EngineModel? {
    var result = model
    var limits = model.limits[LimitFloors.kind]
    for change in changes {
      let place = swept[change.swept]
      if place.isHard { limits[place.limit].hard = change.value } else { limits[place.limit].soft = change.value }
    }
    for limit in limits { if let hard = limit.hard, let soft = limit.soft, soft > hard { return nil } }
    result.limits[LimitFloors.kind] = limits
    return result
  }

  /// How far it is from the current model: the sum of the changes in doublings, more of them counting as more.
  func distance(_ swept: [SweptLimit]) -> Double {
    changes.reduce(0) { sum, change in
      let ratio = change.value / swept[change.swept].current
      return sum + 1 + abs(ratio > 1 ? ratio - 1 : 1 / ratio - 1)
    }
  }

  /// `destructiveRatio/300s soft 0.3 -> 0.65, …`.
  func words(_ swept: [SweptLimit]) -> String {
    guard !changes.isEmpty else { return "as it is" }
    return changes.map { change in
      "\(swept[change.swept].name) \(NumberWords.of(swept[change.swept].current)) -> \(NumberWords.of(change.value))"
    }.joined(separator: ", ")
  }
}
