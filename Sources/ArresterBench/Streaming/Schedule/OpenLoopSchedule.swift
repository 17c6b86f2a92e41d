/// When each event of a steady stream is due, whatever becomes of those before it.
///
/// Latencies are counted from here. A generator that waits for answers slows down with what it measures, and then leaves out
/// of its figures exactly the events that had to wait (coordinated omission).
///
/// ```
/// due     |  |  |  |  |  |  |      event i at i / rate
/// sent    |  |  |........||||      a stall: four events go out at once, and the first of them is four steps late
/// ```
struct OpenLoopSchedule: Equatable {
  let ratePerSecond: Int

  /// - Parameter ratePerSecond: at least 1.
  init(ratePerSecond: Int) {
    precondition(ratePerSecond >= 1, "a schedule needs a rate")
    self.ratePerSecond = ratePerSecond
  }

  /// Nanoseconds after the start, rounded up. Exact: no error adds up over a long run.
  func due(_ index: Int) -> Int64 {
    let (seconds, rest) = index.quotientAndRemainder(dividingBy: ratePerSecond)
    let rate = Int64(ratePerSecond)
    return Int64(seconds) * OpenLoopSchedule.second + (Int64(rest) * OpenLoopSchedule.second + rate - 1) / rate
  }

  /// How many events are due once `elapsed` nanoseconds have passed: the first is due at once.
  func dueCount(_ elapsed: Int64) -> Int {
    guard elapsed >= 0 else { return 0 }
    let (seconds, rest) = elapsed.quotientAndRemainder(dividingBy: OpenLoopSchedule.second)
    return Int(seconds) * ratePerSecond + Int(rest * Int64(ratePerSecond) / OpenLoopSchedule.second) + 1
  }

  /// How many events a stretch of that length has.
  func count(seconds: Double) -> Int { max(1, Int((seconds * Double(ratePerSecond)).rounded())) }

  private static let second: Int64 = 1_000_000_000
}
