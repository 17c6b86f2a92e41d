import ArresterEvents

/// The newest event time seen of each platform, nanoseconds.
public struct Watermarks: Sendable {
  private var times = InlineArray<4, Int64>(repeating: .min)

  public init() {}

  /// nil before the first event of the platform.
  public subscript(platform: Platform) -> Int64? {
    let time = times[Int(platform.rawValue)]
    return time == .min ? nil : time
  }

  /// - Returns: the watermark of the platform now.
  @discardableResult
  public mutating func raise(_ platform: Platform, to time: Int64) -> Int64 {
    let newest = max(times[Int(platform.rawValue)], time)
    times[Int(platform.rawValue)] = newest
    return newest
  }

  /// Of the platforms that were seen.
  public var byPlatform: [Platform: Int64] {
    var known: [Platform: Int64] = [:]
    for platform in Platform.allCases { known[platform] = self[platform] }
    return known
  }
}
