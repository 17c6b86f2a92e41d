import Arrester
import ArresterEngine
import ArresterEvents

/// Everything that a report says of a replay; page, JSON and CSV are three ways to write it.
public struct ReplayFacts: Sendable {
  public var run: RunFacts
  public var summary: Summary
  /// nil where the replay came to its end.
  public var interruption: ReplayInterruption?
  public var windows: [WindowShape]
  public var limits: KindTable<[Limit]>
  public var responses: KindTable<Response>
  /// Trips, then pages, each in order of time.
  public var stories: [TripStory]
  /// The busiest first.
  public var principals: [PrincipalFacts]
  public var distributions: [Distribution]
  /// The first places of each reason.
  public var deadLetterPlaces: [DeadLetterReason: [String]]
  public var tooLate: [Replay.TooLate]
  public var cuts: ReportCuts
  public var bounds: ReportBounds

  public var trips: [TripStory] { stories.filter(\.isTrip) }
  public var pages: [TripStory] { stories.filter { !$0.isTrip } }

  /// Kinds that some principal is of, in the order in which they are shown.
  public var kinds: [PrincipalKind] {
    [.agent, .automation, .human, .unknown, .service].filter { kind in principals.contains { $0.key.kind == kind } }
  }

  /// The principal's greatest value as a share of a limit; nil where the limit is not there.
  public func share(_ facts: PrincipalFacts, of limit: Limit, isHard: Bool) -> Double? {
    guard let threshold = isHard ? limit.hard : limit.soft, threshold > 0 else { return nil }
    return facts.maximum(limit.signal, window: limit.window) / threshold
  }
}
