import ArresterBase

/// Draws CloudTrail records, the same ones for the same shape on every run and machine. About a microsecond each.
public struct CloudTrailWorkload: Sendable {
  public let shape: WorkloadShape
  private let zipf: Zipf
  private var random: SplitMix
  private var serial = 0

  /// 2026-01-01, where event time begins.
  public static let firstTime: Int64 = 1_767_225_600 * Timestamp.nanosecondsPerSecond

  public init(_ shape: WorkloadShape) {
    self.shape = shape
    zipf = Zipf(count: shape.principals, exponent: shape.skew)
    random = SplitMix(seed: shape.seed)
  }

  /// The next record of the stream, its time going on by the shape's rate.
  public mutating func next() -> CloudTrailRecord {
    let newest = Self.firstTime + Int64(Double(serial) / shape.recordsPerSecond * Double(Timestamp.nanosecondsPerSecond))
    serial += 1
    return next(at: newest)
  }

  /// The next record, as of `newest` (nanoseconds), or up to ten minutes before it where the shape has late ones.
  public mutating func next(at newest: Int64) -> CloudTrailRecord {
    let principal = WorkloadPrincipal(number: zipf.draw(&random))
    let actions = ActionTemplate.all[drawGroup()] ?? []
    let late = random.chance(shape.lateShare) ? Int64.random(in: 1..<Int64(WorkloadShape.maximumLatenessSeconds), using: &random) : 0
    return CloudTrailRecord(
      principal: principal, session: principal.mixed % 1000 &+ UInt64.random(in: 0..<4, using: &random),
      action: actions[Int.random(in: actions.indices, using: &random)], resource: random.next() >> 24, region: drawRegion(principal),
      time: newest - late * Timestamp.nanosecondsPerSecond, isFailed: random.chance(shape.failedShare),
      identifier: (random.next(), random.next()))
  }

  private mutating func drawGroup() -> ActionTemplate.Group {
    guard random.chance(shape.changeShare) else { return .read }
    let place = Double.random(in: 0..<1, using: &random)
    if place < shape.destructiveShare { return .destroy }
    if place < shape.destructiveShare + shape.createShare { return .create }
    return place < shape.destructiveShare + shape.createShare + shape.permissionShare ? .permit : .modify
  }

  private mutating func drawRegion(_ principal: WorkloadPrincipal) -> String {
    let regions = WorkloadPrincipal.regions
    return random.chance(0.95) ? regions[principal.region] : regions[Int.random(in: regions.indices, using: &random)]
  }
}
