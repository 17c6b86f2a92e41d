import Testing

@testable import ArresterBench

@Suite("times of threads, cores and links")
struct SystemTimesTests {
  @Test("a thread's schedule is read as time on a core and time waiting for one")
  func schedule() {
    #expect(ThreadTimes.parseSchedule("113695 3315 2") == .init(cpuNanoseconds: 113_695, waitingNanoseconds: 3315))
    #expect(ThreadTimes.parseSchedule("") == nil)
  }

  @Test("a thread's name may hold brackets and spaces")
  func status() throws {
    let line = "77 (a) b) c) S 1 77 77 0 -1 4194560 0 0 0 0 150 50 0 0 20 0 1 0 100 0 0"
    let use = try #require(ThreadTimes.parseStatus(line))
    #expect(use.cpuNanoseconds > 0)
    #expect(use.cpuNanoseconds % 200 == 0)
  }

  @Test("threads of one name are told apart, and added up where that is asked")
  func names() {
    let first = ThreadTimes.Thread(number: 1, name: "rdk:broker1")
    let second = ThreadTimes.Thread(number: 2, name: "rdk:broker1")
    let before = ThreadTimes([first: .init(cpuNanoseconds: 100)])
    let after = ThreadTimes([first: .init(cpuNanoseconds: 130, waitingNanoseconds: 5), second: .init(cpuNanoseconds: 50)])
    let used = after.since(before)
    #expect(used.total { $0.hasPrefix("rdk:") } == .init(cpuNanoseconds: 80, waitingNanoseconds: 5))
    #expect(used.busiest { $0 == "rdk:broker1" }.cpuNanoseconds == 50)
    #expect(used.total { $0 == "other" }.cpuNanoseconds == 0)
  }

  @Test("this process has threads, and they have used time")
  func real() {
    #expect(ThreadTimes.now().total().cpuNanoseconds > 0)
    let machine = MachineTimes.now()
    #expect(machine.totalNanoseconds >= machine.busyNanoseconds)
    #expect(machine.busyNanoseconds > 0)
  }

  @Test("the share of cores that was busy leaves out idle and waiting for disks")
  func cores() {
    var before = MachineTimes()
    before.readProcessors("cpu  100 0 100 800 0 0 0 0 0 0\n")
    var after = MachineTimes()
    after.readProcessors("cpu  150 0 150 850 50 0 0 0 0 0\ncpu0 1 2 3 4\n")
    #expect(after.busyShare(since: before) == 0.5)
  }

  @Test("a link's share is that of its busier direction; links without a speed are left out")
  func links() throws {
    var before = MachineTimes()
    before.interfaces = ["eth0": .init(receivedBytes: 0, sentBytes: 0, megabitsPerSecond: 1000), "lo": .init()]
    var after = MachineTimes()
    after.interfaces = [
      "eth0": .init(receivedBytes: 10_000_000, sentBytes: 125_000_000, megabitsPerSecond: 1000),
      "lo": .init(receivedBytes: 1 << 40, sentBytes: 1 << 40),
    ]
    let busiest = try #require(after.busiestInterface(since: before, seconds: 2))
    #expect(busiest.name == "eth0")
    #expect(busiest.share == 0.5)
  }

  @Test("interfaces are read with what they received and sent")
  func interfaces() {
    var times = MachineTimes()
    times.readInterfaces("Inter-|\n face |\n    lo: 11 1 0 0 0 0 0 0 22 1 0 0 0 0 0 0\n")
    #expect(times.interfaces["lo"]?.receivedBytes == 11)
    #expect(times.interfaces["lo"]?.sentBytes == 22)
  }
}
