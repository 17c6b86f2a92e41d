import ArresterBase
import Testing

@testable import Arrester

@Suite("what the system says about the process")
struct ProcessReadingTests {
  @Test("is read after the name, whatever that holds")
  func stat() {
    var reading = ProcessReading()
    let rest = (3...52).map(String.init).joined(separator: " ")
    reading.take(stat: "17 (a ) b (c) S \(rest)", bootTime: 1_000)
    #expect(reading.cpuSeconds.map { $0 > 0 } == true && reading.residentBytes ?? 0 > 0)
    #expect(reading.startTime ?? 0 > 1_000)
    var unread = ProcessReading()
    unread.take(stat: "17 (x) S 1 2", bootTime: 1_000)
    unread.take(stat: "", bootTime: nil)
    #expect(unread == ProcessReading())
  }

  @Test("is there on Linux, and plausible")
  func now() throws {
    let reading = ProcessReading.now()
    #expect(try #require(reading.cpuSeconds) > 0)
    #expect(try #require(reading.residentBytes) > 1_000_000)
    #expect(try #require(reading.openDescriptors) >= 3)
    #expect(try #require(reading.mostDescriptors) > 3)
    let seconds = Double(SystemClock().now()) / Double(Timestamp.nanosecondsPerSecond)
    #expect(try #require(reading.startTime) > 1_000_000_000 && reading.startTime! <= seconds + 1)
  }
}
