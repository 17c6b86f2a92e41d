import ArresterBase
import ArresterEnforcement
import Testing

let second = Timestamp.nanosecondsPerSecond

/// Both clocks of the runner, moved by the test alone.
final class ManualClock: EnforcementClock, WallClock {
  private struct State: Sendable {
    var now: Int64 = 0
    var lastSleeper = 0
    var sleepers: [Int: (time: Int64, continuation: CheckedContinuation<Void, Never>)] = [:]
    var cancelled: Set<Int> = []
  }

  private let state = Watched(State())

  func now() -> Int64 { state.read { $0.now } }

  func sleep(until time: Int64) async {
    let number = state.update { state -> Int in
      state.lastSleeper += 1
      return state.lastSleeper
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.update { state -> Bool in
          if state.now >= time || state.cancelled.remove(number) != nil { return true }
          state.sleepers[number] = (time, continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let sleeper = state.update { state -> CheckedContinuation<Void, Never>? in
        guard let sleeper = state.sleepers.removeValue(forKey: number) else {
          state.cancelled.insert(number)
          return nil
        }
        return sleeper.continuation
      }
      sleeper?.resume()
    }
  }

  func advance(to time: Int64) {
    let woken = state.update { state -> [CheckedContinuation<Void, Never>] in
      state.now = time
      let due = state.sleepers.filter { $0.value.time <= time }
      for number in due.keys { state.sleepers[number] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in woken { continuation.resume() }
  }

  /// Waits until somebody sleeps until exactly then, and moves there.
  func reach(_ time: Int64) async {
    await untilSomebodySleeps(until: time)
    advance(to: time)
  }

  func untilSomebodySleeps(until time: Int64) async {
    await state.until { $0.sleepers.values.contains { $0.time == time } }
  }
}
