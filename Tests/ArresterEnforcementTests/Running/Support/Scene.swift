import ArresterBreaker
import ArresterEnforcement

/// A runner with all that tests move.
struct Scene {
  let clock = ManualClock()
  let recorder = Recorder()
  let enforcers: [MemoryEnforcer]
  let runner: EnforcementRunner

  /// - Parameter chance: what the dice show, always. 1 makes every pause the longest; 0.5 makes intervals exactly as set.
  init(_ enforcers: [MemoryEnforcer] = [MemoryEnforcer()], chance: Double = 0.5, _ change: (inout EnforcementSettings) -> Void = { _ in }) {
    var settings = EnforcementSettings()
    change(&settings)
    self.enforcers = enforcers
    runner = EnforcementRunner(
      enforcers: enforcers, settings: settings, observer: recorder, wallClock: clock, clock: clock, random: { chance })
  }

  var cloud: Watched<MemoryEnforcer.Cloud> { enforcers[0].cloud }
}

func makeKey(_ name: String = "deploy-agent") -> BreakerKey {
  BreakerKey(platform: .aws, homeScope: "111122223333", principal: "arn:aws:iam::111122223333:role/\(name)", kind: .agent)
}

func makeOrder(_ key: BreakerKey = makeKey(), _ extent: DenyOrder.Extent = .allWrites, revision: UInt64 = 1) -> DenyOrder {
  DenyOrder(key: key, trip: "0123456789abcdef", session: nil, extent: extent, revision: revision)
}

let throttled = EnforcementError(.transient, "throttled")
let denied = EnforcementError(.permanent, "AccessDenied")
let changedByOthers = EnforcementError(.conflict, "the policy is not what was written")
