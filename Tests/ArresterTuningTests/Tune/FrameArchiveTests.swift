import Arrester
import ArresterEvents
import Testing

@testable import ArresterTuning

@Suite struct FrameArchiveTests {
  @Test("changes stay what and where they were, however much is added behind them")
  func stays() throws {
    let archive = FrameArchive(segmentBytes: 16_384)
    var kept: [EventFrame] = []
    var expected: [ChangeEvent] = []
    let changes = OrderedChanges(model: try TestModel.load())
    var failure: (any Error)?
    try changes.forEach(of: Playing(["large-apply", "key-rotation"].compactMap(Scenario.named)).lines, clock: MonthLater()) { frame, _ in
      expected.append(ChangeEvent(frame))
      do { kept.append(try archive.append(frame)) } catch { failure = error }
    }
    #expect(failure == nil && kept.reduce(0) { $0 + $1.totalLength } > 2 * 16_384, "too little to need several segments")
    #expect(kept.map(ChangeEvent.init) == expected)
  }
}
