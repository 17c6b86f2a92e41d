import Foundation
import Glibc

/// What the system says about this process. nil: it does not say.
struct ProcessReading: Sendable, Equatable {
  /// In user and system mode.
  var cpuSeconds: Double?
  var residentBytes: Int?
  var openDescriptors: Int?
  var mostDescriptors: Int?
  /// Seconds since 1970 UTC.
  var startTime: Double?

  static func now() -> ProcessReading {
    var reading = ProcessReading()
    if let stat = text("/proc/self/stat") { reading.take(stat: stat, bootTime: bootTime) }
    // One of them is the listing's own.
    reading.openDescriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { max(0, $0.count - 1) }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { reading.mostDescriptors = Int(clamping: limit.rlim_cur) }
    return reading
  }

  /// Fields of proc(5), counted after the name, which is in brackets and may hold anything.
  mutating func take(stat: String, bootTime: Double?) {
    guard let name = stat.lastIndex(of: ")") else { return }
    let fields = stat[stat.index(after: name)...].split(separator: " ").map { Int($0) }
    guard fields.count > 21, let user = fields[11], let system = fields[12], let start = fields[19], let pages = fields[21] else { return }
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    cpuSeconds = Double(user + system) / ticks
    residentBytes = pages * Int(getpagesize())
    startTime = bootTime.map { $0 + Double(start) / ticks }
  }

  private static var bootTime: Double? {
    text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst("btime ".count)) }
  }

  private static func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
}
