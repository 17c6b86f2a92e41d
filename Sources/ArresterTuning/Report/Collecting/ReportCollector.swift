import Arrester
import ArresterEngine
import ArresterEvents

/// Gathers what a report says while a replay runs. Set it as the replay's `observer`, and ask it for the facts at the end.
public final class ReportCollector: ReplayObserver {
  private let bounds: ReportBounds
  private var model: EngineModel?
  private var shards: [ShardFacts] = []
  private var places: [DeadLetterReason: [String]] = [:]

  public init(bounds: ReportBounds = ReportBounds()) { self.bounds = bounds }

  public func makeExaminer(_ model: EngineModel, shards count: Int) -> any ShardExaminer {
    self.model = model
    var share = bounds
    share.principals = max(1, bounds.principals / count)
    share.recentChanges = max(1, bounds.recentChanges / count)
    let shard = ShardFacts(model, share)
    shards.append(shard)
    return shard
  }

  public func note(_ letter: DeadLetter) {
    guard places[letter.reason, default: []].count < bounds.placesPerReason else { return }
    places[letter.reason, default: []].append(letter.place.description)
  }

  /// What was found. Once, after the replay.
  public func facts(of result: Replay.Result, run: RunFacts) -> ReplayFacts {
    let findings = shards.map { $0.finish() }
    shards = []
    let (stories, cutTrips, cutPages) = stories(findings.flatMap(\.stories))
    var cuts = findings.map(\.cuts).reduce(ReportCuts(), +)
    cuts.trips += cutTrips
    cuts.pages += cutPages
    let principals = ReportCollector.counted(findings.flatMap(\.principals), result.verdicts).sorted(by: PrincipalFacts.isBusier)
    let windows = model?.windows ?? []
    return ReplayFacts(
      run: run, summary: result.summary, interruption: result.interruption, windows: windows,
      limits: KindTable { [model] in model?.limits[$0] ?? [] }, responses: KindTable { [model] in model?.responses[$0] ?? .none },
      stories: stories, principals: principals,
      distributions: Distribution.all(principals, findings.map(\.sketches), windows: windows),
      deadLetterPlaces: places, tooLate: result.tooLate, cuts: cuts, bounds: bounds)
  }

  /// The first ones of all shards: the same however many shards there were.
  private func stories(_ all: [TripStory]) -> (kept: [TripStory], cutTrips: Int, cutPages: Int) {
    let sorted = all.sorted { Verdict.areInOutputOrder($0.verdict, $1.verdict) }
    let trips = sorted.filter(\.isTrip)
    let pages = sorted.filter { !$0.isTrip }
    let kept = Array(trips.prefix(bounds.trips)) + Array(pages.prefix(bounds.pages))
    return (kept, trips.count - min(trips.count, bounds.trips), pages.count - min(pages.count, bounds.pages))
  }

  private static func counted(_ principals: [PrincipalFacts], _ verdicts: [Verdict]) -> [PrincipalFacts] {
    var places: [LatchKey: Int] = [:]
    for (index, facts) in principals.enumerated() { places[facts.key] = index }
    var counted = principals
    for verdict in verdicts {
      let key = LatchKey(
        platform: verdict.platform, kind: verdict.principalKind, principal: verdict.principal, homeScope: verdict.homeScope)
      guard let index = places[key] else { continue }
      switch verdict.type {
      case .trip: counted[index].trips += 1
      case .page: counted[index].pages += 1
      case .warn: counted[index].warnings += 1
      }
    }
    return counted
  }
}
