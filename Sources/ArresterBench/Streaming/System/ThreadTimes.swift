import Foundation

/// What the threads of this process have used so far. Several may have one name: librdkafka's do.
struct ThreadTimes: Equatable, Sendable {
  struct Use: Equatable, Sendable {
    var cpuNanoseconds: Int64 = 0
    /// Ready to run, with no core free.
    var waitingNanoseconds: Int64 = 0
  }

  struct Thread: Hashable, Sendable {
    /// The kernel's.
    var number: Int
    var name: String
  }

  private(set) var uses: [Thread: Use] = [:]

  init(_ uses: [Thread: Use] = [:]) { self.uses = uses }

  /// Reads `/proc/self/task/*/schedstat`; where the kernel keeps none, the coarser `stat`, without waiting times.
  static func now() -> ThreadTimes {
    var times = ThreadTimes()
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    for task in tasks {
      let folder = "/proc/self/task/\(task)"
      guard let number = Int(task), let name = text("\(folder)/comm") else { continue }
      let use = text("\(folder)/schedstat").flatMap(parseSchedule) ?? text("\(folder)/stat").flatMap(parseStatus) ?? Use()
      times.uses[Thread(number: number, name: name)] = use
    }
    return times
  }

  /// What was used between `earlier` and this reading. Threads that ended meanwhile are left out.
  func since(_ earlier: ThreadTimes) -> ThreadTimes {
    var difference = ThreadTimes()
    for (thread, use) in uses {
      let before = earlier.uses[thread] ?? Use()
      difference.uses[thread] = Use(
        cpuNanoseconds: max(0, use.cpuNanoseconds - before.cpuNanoseconds),
        waitingNanoseconds: max(0, use.waitingNanoseconds - before.waitingNanoseconds))
    }
    return difference
  }

  /// Of all threads whose name matches, together.
  func total(where matches: (String) -> Bool = { _ in true }) -> Use {
    var total = Use()
    for (thread, use) in uses where matches(thread.name) {
      total.cpuNanoseconds += use.cpuNanoseconds
      total.waitingNanoseconds += use.waitingNanoseconds
    }
    return total
  }

  /// Of the busiest single thread whose name matches.
  func busiest(where matches: (String) -> Bool) -> Use {
    uses.filter { matches($0.key.name) }.values.max { $0.cpuNanoseconds < $1.cpuNanoseconds } ?? Use()
  }

  /// `ON_CPU WAITING SLICES`, nanoseconds.
  static func parseSchedule(_ text: String) -> Use? {
    let fields = text.split(separator: " ").compactMap { Int64($0) }
    guard fields.count >= 2 else { return nil }
    return Use(cpuNanoseconds: fields[0], waitingNanoseconds: fields[1])
  }

  /// Fields 14 and 15 after the name in brackets, which may hold spaces and brackets of its own: user and system time in ticks.
  static func parseStatus(_ text: String) -> Use? {
    guard let bracket = text.lastIndex(of: ")") else { return nil }
    let fields = text[bracket...].split(separator: " ")
    guard fields.count > 13, let user = Int64(fields[12]), let system = Int64(fields[13]) else { return nil }
    let tick = 1_000_000_000 / Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    return Use(cpuNanoseconds: (user + system) * tick)
  }

  private static func text(_ path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
