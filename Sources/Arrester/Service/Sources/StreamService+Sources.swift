import ArresterBase
import ArresterConfiguration

extension SourceWatch {
  init(_ configuration: ServeConfiguration, startedAt wallTime: Int64) {
    let silences = configuration.sources.map { ($0.topic, $0.longestSilenceNanoseconds) }
    self.init(Dictionary(silences, uniquingKeysWith: min), startedAt: wallTime)
  }
}

extension StreamService {
  /// Pages once for each topic that falls silent, and says when it speaks again.
  func checkSources() {
    guard !sources.isEmpty else { return }
    let topics = Set(lanes.compactMap { $0?.partition.topic })
    for change in sources.check(at: clock.now(), watched: topics.contains) {
      guard change.isBlind else {
        log.info("a source speaks again", ["topic": .text(change.topic)])
        continue
      }
      tallies.pages.count(.blind)
      let silence = change.silence / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond
      log.page(
        .blind, ["reason": "blind: a source is silent", "topic": .text(change.topic), "silence": .text(DurationText.format(silence))])
    }
  }
}
