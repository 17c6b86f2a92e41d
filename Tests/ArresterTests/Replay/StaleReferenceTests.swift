import ArresterBase
import Synchronization
import Testing

@testable import Arrester

@Suite("what is from the future is measured against when it was read")
struct StaleReferenceTests {
  @Test("a record that comes hours after the first ones is not from the future")
  func slowInput() throws {
    let folder = try TemporaryFolder()
    let start = Int64(CloudTrail.start) * Timestamp.nanosecondsPerSecond
    let clock = MovingClock(start)
    // A blank line longer than a chunk, so that the second record is read later than the first.
    let blank = String(repeating: " ", count: ByteStream.chunkBytes)
    let records = [CloudTrail().describe(at: 0, id: "1"), blank, CloudTrail().describe(at: 7200, id: "2")]
    let files = try InputFiles([try folder.write("slow.jsonl", records.joined(separator: "\n"))])
    let replay = Replay(model: try TestModel.load(), options: Replay.Options())
    let result = try replay.run(files, clock: clock) { _ in clock.advance(7200) }
    #expect(result.summary.intake.events == 2)
    #expect(result.summary.admission.future == 0)
  }
}

/// A clock that stands still until it is moved.
private final class MovingClock: WallClock {
  private let time: Mutex<Int64>

  init(_ time: Int64) { self.time = Mutex(time) }

  func now() -> Int64 { time.withLock { $0 } }

  func advance(_ seconds: Int64) { time.withLock { $0 += seconds * Timestamp.nanosecondsPerSecond } }
}
