import ArresterBase
import ArresterEnforcement

/// Holds a drill whenever the wall clock passes a multiple of the interval, at whichever instance the canary's events come to.
struct DrillSchedule: Sendable {
  let conductor: DrillConductor
  let loop: LoopQueue
  let intervalNanoseconds: Int64
  let clock: any WallClock
  let log: Log

  /// Runs until it is cancelled.
  func run() async {
    while !Task.isCancelled {
      do { try await Task.sleep(nanoseconds: pause(at: clock.now())) } catch { return }
      await hold()
    }
  }

  /// To the next multiple of the interval: instances agree on it without talking to each other.
  func pause(at now: Int64) -> UInt64 { UInt64(intervalNanoseconds - now % intervalNanoseconds) }

  private func hold() async {
    do {
      guard let canary = try? await conductor.canary(), try await loop.perform({ $0.owns(canary) }).value else { return }
      let drill = try await conductor.holdScheduled()
      if drill.hasPassed { return log.info("a scheduled drill passed", ["canary": .text(canary.principal)]) }
      loop.post { $0.count(page: .drillFailed) }
      log.page(.drillFailed, ["reason": "a scheduled drill failed", "drill": .text(words(drill))])
    } catch {
      loop.post { $0.count(page: .drillFailed) }
      log.page(.drillFailed, ["reason": "a scheduled drill could not be held", "detail": .text("\(error)")])
    }
  }

  private func words(_ drill: DrillRun) -> String {
    var json = JSONText()
    drill.write(to: &json)
    return json.text
  }
}
