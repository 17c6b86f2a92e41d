import ArresterEngine
import ArresterEvents

/// One number of the model that a sweep changes: a limit's hard or soft value.
public struct SweptLimit: Sendable, Equatable {
  /// Index into the limits of the kind.
  var limit: Int
  public var signal: Signal
  public var windowSeconds: Int
  public var isHard: Bool
  public var current: Double
  /// What is tried beside it, in order.
  public var values: [Double]

  /// `destroyed/300s soft`.
  public var name: String { "\(signal.name)/\(windowSeconds)s \(isHard ? "hard" : "soft")" }
}

/// Which values are tried for each limit.
enum SweepGrid {
  /// For one limit at most.
  static let maximumValues = 16
  private static let highestMultiple = 4.0
  private static let ratioStep = 0.05

  static func limits(of trace: Trace) -> [SweptLimit] {
    let limits = trace.model.limits[LimitFloors.kind]
    return limits.indices.flatMap { index in
      [true, false].compactMap { isHard in swept(limits[index], index, isHard: isHard, trace) }
    }
  }

  private static func swept(_ limit: Limit, _ index: Int, isHard: Bool, _ trace: Trace) -> SweptLimit? {
    guard let current = isHard ? limit.hard : limit.soft else { return nil }
    let range = trace.floors.values[index]...highest(limit, current, isHard: isHard, trace.model)
    let wanted = limit.signal == .destructiveRatio ? ratios() : counts(limit, index, current, trace)
    let values = Set(wanted.filter { range.contains($0) && $0 != current }).sorted()
    return SweptLimit(
      limit: index, signal: limit.signal, windowSeconds: trace.model.windows[limit.window].seconds, isHard: isHard, current: current,
      values: thinned(values, to: maximumValues))
  }

  /// A ceiling that the model marks as fixed is never raised, and no soft limit is raised above a ceiling of the same signal.
  private static func highest(_ limit: Limit, _ current: Double, isHard: Bool, _ model: EngineModel) -> Double {
    if isHard, limit.isFixed { return current }
    if limit.signal == .destructiveRatio { return max(1, current) }
    var highest = current * highestMultiple
    if !isHard, limit.isFixed, let hard = limit.hard { highest = min(highest, hard) }
    if limit.signal == .destroyed { highest = min(highest, Double(model.bounds.resourcesPerBucket)) }
    return max(highest, current)
  }

  /// The last is never met: it switches the limit off.
  private static func ratios() -> [Double] {
    (1...19).map { (Double($0) * ratioStep * 100).rounded() / 100 } + [1]
  }

  /// Where something was seen, at it and just above it: between those nothing changes. And steps from what the limit is, for
  /// where nothing was seen.
  private static func counts(_ limit: Limit, _ index: Int, _ current: Double, _ trace: Trace) -> [Double] {
    var seen: Set<Double> = []
    for principal in trace.principals where principal.isJudged && principal.key.kind == LimitFloors.kind {
      for chunk in principal.chunks {
        for point in chunk.points[limit.window] {
          let value = point.window.value(of: limit.signal, z: trace.model.ratioZ)
          if value.isFinite, value > 0 { seen.formUnion([value, value + 1]) }
        }
      }
    }
    let steps = [0.25, 0.5, 0.75, 1.25, 1.5, 2, 3, 4].map { (current * $0).rounded(.up) }
    return Array(seen) + steps
  }

  /// Evenly by rank, with both ends.
  static func thinned(_ values: [Double], to count: Int) -> [Double] {
    guard values.count > count else { return values }
    guard count > 1 else { return Array(values.prefix(count)) }
    let last = Double(values.count - 1)
    return (0..<count).map { values[Int((Double($0) * last / Double(count - 1)).rounded())] }
  }
}
