/// Which input topics have been silent for longer than the configuration allows: there Arrester is blind, and silence is an alarm
/// (semantics.md, section 8). Belongs to the consuming thread.
///
/// Any record counts, one that cannot be decoded too: what it holds is another matter. Times are wall time, nanoseconds since 1970 UTC;
/// a clock that was set back begins the silence anew.
struct SourceWatch {
  private struct Source {
    var longestSilence: Int64
    var lastRecord: Int64
    /// Since when this member reads nothing of it; nil while it does.
    var unwatchedSince: Int64?
    var isBlind = false
  }

  /// What has changed.
  struct Change: Equatable {
    var topic: String
    var isBlind: Bool
    var silence: Int64
  }

  private var sources: [String: Source]

  /// - Parameter longestSilences: by topic, nanoseconds.
  init(_ longestSilences: [String: Int64], startedAt wallTime: Int64) {
    sources = longestSilences.mapValues { Source(longestSilence: $0, lastRecord: wallTime) }
  }

  var isEmpty: Bool { sources.isEmpty }

  /// Sorted.
  var states: [(topic: String, isBlind: Bool)] { sources.map { ($0.key, $0.value.isBlind) }.sorted { $0.topic < $1.topic } }

  mutating func see(_ topic: String, at wallTime: Int64) { sources[topic]?.lastRecord = wallTime }

  /// - Parameter watched: whether this member reads some partition of the topic now. Another's silence is not its own; partitions that
  ///   go and come back, as in a rebalance, change nothing.
  mutating func check(at wallTime: Int64, watched: (String) -> Bool) -> [Change] {
    sources.keys.sorted().compactMap { topic in check(topic, at: wallTime, isWatched: watched(topic)) }
  }

  private mutating func check(_ topic: String, at wallTime: Int64, isWatched: Bool) -> Change? {
    guard var source = sources[topic] else { return nil }
    defer { sources[topic] = source }
    if source.lastRecord > wallTime { source.lastRecord = wallTime }
    guard isWatched else {
      source.unwatchedSince = source.unwatchedSince ?? wallTime
      return nil
    }
    if let since = source.unwatchedSince, wallTime - since > source.longestSilence { source.lastRecord = wallTime }
    source.unwatchedSince = nil
    let silence = wallTime - source.lastRecord
    let isBlind = silence > source.longestSilence
    guard isBlind != source.isBlind else { return nil }
    source.isBlind = isBlind
    return Change(topic: topic, isBlind: isBlind, silence: silence)
  }
}
