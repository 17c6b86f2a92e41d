import Testing

@testable import Arrester

/// Tuning and the scoreboard replay thousands of times in one process.
@Suite("the memory of a replay")
struct ReplayLifetimeTests {
  @Test("is given back once its result was taken", arguments: [true, false])
  func givenBack(isAsArrived: Bool) throws {
    var options = Replay.Options()
    options.isAsArrived = isAsArrived
    weak var remembered: Replay?
    do {
      let replay = Replay(model: try TestModel.load(), options: options)
      remembered = replay
      _ = try replay.run(records: [Array(CloudTrail().describe(at: 0, id: "1").utf8)])
    }
    #expect(remembered == nil)
  }
}
