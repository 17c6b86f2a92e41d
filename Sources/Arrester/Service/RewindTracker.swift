import ArresterBase
import ArresterEngine
import ArresterEvents

/// Remembers, for each minute of event time that windows may still need, the first offset with a change of that minute.
///
/// Windows reach back by the longest one and the lateness; whether a removal in them weighs depends on what was made up to
/// another longest window before it. Baselines need what is not final in them. At most as many entries as there are minutes in that.
struct RewindTracker {
  private var points = PlatformTable<[Int64: RewindPoint]> { _ in [:] }
  private let horizonSeconds: PlatformTable<Int64>
  /// Minutes of a platform noted not long ago, by their last bits: nearly every change is of one of these.
  private var recent = InlineArray<64, Int64>(repeating: -1)

  init(model: EngineModel) {
    let widest = model.windows.map(\.bucketSeconds).max() ?? 1
    horizonSeconds = PlatformTable { platform in
      let unsettled = max(widest + model.latenessSeconds[platform], model.baselineDepthSeconds(platform))
      return Int64(2 * model.longestWindowSeconds + unsettled + 60)
    }
  }

  /// - Parameter before: the watermarks in force before the message at `offset`.
  /// - Complexity: O(1), no allocation for a minute that was noted before.
  mutating func note(time: Int64, _ platform: Platform, offset: Int64, before: Watermarks) {
    let minute = time / (60 * Timestamp.nanosecondsPerSecond)
    let key = minute << 2 | Int64(platform.rawValue)
    guard recent[Int(minute & 63)] != key else { return }
    recent[Int(minute & 63)] = key
    guard points[platform][minute] == nil else { return }
    points[platform][minute] = RewindPoint(offset: offset, watermarks: before.byPlatform)
  }

  /// The rewind point now.
  /// - Parameters:
  ///   - next: the next offset to be read; where no window depends on anything, reading begins there.
  ///   - plannedSince: the event time from which on planned changes hold what was counted; nil where there are none.
  mutating func point(next: Int64, watermarks: [Platform: Int64], plannedSince: Int64? = nil) -> RewindPoint {
    var oldest = RewindPoint(offset: next, watermarks: watermarks)
    for platform in Platform.allCases {
      guard let watermark = watermarks[platform] else { continue }
      let windows = (watermark / Timestamp.nanosecondsPerSecond - horizonSeconds[platform]) / 60
      let cutoff = min(windows, plannedSince.map { $0 / (60 * Timestamp.nanosecondsPerSecond) } ?? windows)
      points[platform] = points[platform].filter { $0.key >= cutoff }
      for index in recent.indices where recent[index] >> 2 < cutoff { recent[index] = -1 }
      for point in points[platform].values where point.offset < oldest.offset { oldest = point }
    }
    return oldest
  }
}
