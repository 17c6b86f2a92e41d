import ArresterBase
import ArresterEvents

@testable import ArresterEngine

let second = Timestamp.nanosecondsPerSecond
/// A whole hour, so that it is an edge of every bucket.
let start: Int64 = 1_767_355_200 * second

/// The starting values of semantics.md, sections 3 to 5.
func makeDefaultModel() -> EngineModel {
  let agent = [
    Limit(signal: .destroyed, window: 1, hard: 10, soft: 5), Limit(signal: .destroyed, window: 2, hard: 20, soft: 5),
    Limit(signal: .severity, window: 1, hard: 24, soft: nil), Limit(signal: .velocity, window: 0, hard: nil, soft: 60),
    Limit(signal: .velocity, window: 1, hard: nil, soft: 150), Limit(signal: .destructiveRatio, window: 1, hard: nil, soft: 0.3),
    Limit(signal: .destructiveRatio, window: 2, hard: nil, soft: 0.3), Limit(signal: .spreadRegions, window: 1, hard: nil, soft: 3),
    Limit(signal: .spreadScopes, window: 1, hard: nil, soft: 3), Limit(signal: .recreated, window: 2, hard: nil, soft: 1),
    Limit(signal: .permissions, window: 1, hard: nil, soft: 10),
  ]
  return EngineModel(
    windows: [
      WindowShape(seconds: 60, bucketSeconds: 1), WindowShape(seconds: 300, bucketSeconds: 5),
      WindowShape(seconds: 3600, bucketSeconds: 60),
    ],
    latenessSeconds: PlatformTable { $0 == .kubernetes ? 60 : 600 }, futureSeconds: 120, ratioZ: 1.6449, ratioWarningMinimumDestroyed: 3,
    confirmedMinimumChanges: 5, confirmedMinimumDestroyed: 3, severityMinimumWeight: 5,
    hold: HoldPolicy(firstSeconds: 900, maximumSeconds: 86_400),
    responses: KindTable { kind in kind == .agent ? .trip : kind == .service ? .none : .page },
    limits: KindTable { kind in kind == .agent || kind == .unknown ? agent : agent.map(\.doubled) }, bounds: EngineBounds(),
    identifier: "sha256:test")
}

/// The same rules over windows of seconds and limits of a few, so that short random streams reach all of them.
func makeSmallModel() -> EngineModel {
  var model = makeDefaultModel()
  model.windows = [
    WindowShape(seconds: 10, bucketSeconds: 1), WindowShape(seconds: 30, bucketSeconds: 5), WindowShape(seconds: 120, bucketSeconds: 20),
  ]
  model.latenessSeconds = PlatformTable { $0 == .kubernetes ? 6 : 45 }
  model.hold = HoldPolicy(firstSeconds: 20, maximumSeconds: 150)
  let agent = [
    Limit(signal: .destroyed, window: 1, hard: 6, soft: 4), Limit(signal: .destroyed, window: 2, hard: 8, soft: 3),
    Limit(signal: .severity, window: 1, hard: 24, soft: 12), Limit(signal: .velocity, window: 0, hard: nil, soft: 5),
    Limit(signal: .velocity, window: 1, hard: nil, soft: 9), Limit(signal: .destructiveRatio, window: 1, hard: nil, soft: 0.3),
    Limit(signal: .destructiveRatio, window: 2, hard: nil, soft: 0.3), Limit(signal: .spreadRegions, window: 1, hard: nil, soft: 3),
    Limit(signal: .spreadScopes, window: 2, hard: nil, soft: 3), Limit(signal: .recreated, window: 2, hard: nil, soft: 2),
    Limit(signal: .permissions, window: 1, hard: nil, soft: 4), Limit(signal: .pressure, window: 0, hard: nil, soft: 6),
  ]
  model.limits = KindTable { kind in kind == .agent || kind == .unknown ? agent : agent.map(\.doubled) }
  return model
}

extension Limit {
  /// Humans and automation: twice that.
  var doubled: Limit { Limit(signal: signal, window: window, hard: hard.map { $0 * 2 }, soft: soft.map { $0 * 2 }) }
}
