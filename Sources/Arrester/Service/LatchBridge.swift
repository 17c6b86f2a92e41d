import ArresterBreaker
import ArresterEngine

extension Latch {
  /// The engine's latch from what stands on the breakers topic.
  init(_ recorded: RecordedLatch) {
    self.init()
    trips = recorded.tripCount
    isTripped = recorded.isTripped
    trippedAt = recorded.tripTime ?? .min
    restoresAt = recorded.isTripped ? recorded.restoresItselfAt ?? Latch.never : Latch.never
    restoredAt = recorded.restoredTime ?? .min
    // The record counts the first trip's step as 1, the engine as 0.
    holdStep = recorded.holdStep - 1
  }
}

extension BreakerKey {
  init(_ key: LatchKey) {
    self.init(platform: key.platform, homeScope: key.homeScope, principal: key.principal, kind: key.kind)
  }

  var latchKey: LatchKey { LatchKey(platform: platform, kind: kind, principal: principal, homeScope: homeScope) }
}
