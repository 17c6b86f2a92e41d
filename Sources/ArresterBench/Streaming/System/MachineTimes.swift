import Foundation

/// What all cores and network interfaces of this machine have done so far.
struct MachineTimes: Sendable {
  /// Of all cores together, nanoseconds.
  var busyNanoseconds: Int64 = 0
  var totalNanoseconds: Int64 = 0
  var interfaces: [String: Interface] = [:]

  struct Interface: Equatable, Sendable {
    var receivedBytes: Int64 = 0
    var sentBytes: Int64 = 0
    /// nil where the interface has no speed: the loopback, most virtual ones.
    var megabitsPerSecond: Int?
  }

  static func now() -> MachineTimes {
    var times = MachineTimes()
    if let data = FileManager.default.contents(atPath: "/proc/stat") { times.readProcessors(String(decoding: data, as: UTF8.self)) }
    if let data = FileManager.default.contents(atPath: "/proc/net/dev") { times.readInterfaces(String(decoding: data, as: UTF8.self)) }
    return times
  }

  /// The share of all cores that was busy since `earlier`, 0 to 1.
  func busyShare(since earlier: MachineTimes) -> Double {
    let total = totalNanoseconds - earlier.totalNanoseconds
    return total > 0 ? Double(busyNanoseconds - earlier.busyNanoseconds) / Double(total) : 0
  }

  /// The busiest interface with a known speed since `earlier`, in its busier direction, as a share of its speed.
  func busiestInterface(since earlier: MachineTimes, seconds: Double) -> (name: String, share: Double)? {
    interfaces.compactMap { name, use -> (name: String, share: Double)? in
      guard let speed = use.megabitsPerSecond, speed > 0, seconds > 0, let before = earlier.interfaces[name] else { return nil }
      let bytes = max(use.receivedBytes - before.receivedBytes, use.sentBytes - before.sentBytes)
      return (name, Double(bytes) * 8 / seconds / Double(speed) / 1e6)
    }.max { $0.share < $1.share }
  }

  /// `cpu user nice system idle iowait irq softirq steal …`, in ticks: the first line.
  mutating func readProcessors(_ text: String) {
    guard let line = text.split(separator: "\n").first, line.hasPrefix("cpu ") else { return }
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int64($0) }
    guard ticks.count >= 5 else { return }
    let tick = 1_000_000_000 / Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    totalNanoseconds = ticks.reduce(0, +) * tick
    busyNanoseconds = totalNanoseconds - (ticks[3] + ticks[4]) * tick
  }

  /// Two lines of heading, then `name: received … (8 fields) sent …`.
  mutating func readInterfaces(_ text: String) {
    for line in text.split(separator: "\n").dropFirst(2) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].trimmingCharacters(in: .whitespaces)
      let fields = line[line.index(after: colon)...].split(separator: " ").compactMap { Int64($0) }
      guard fields.count > 8 else { continue }
      interfaces[name] = Interface(receivedBytes: fields[0], sentBytes: fields[8], megabitsPerSecond: MachineTimes.speed(of: name))
    }
  }

  private static func speed(of name: String) -> Int? {
    guard let data = FileManager.default.contents(atPath: "/sys/class/net/\(name)/speed") else { return nil }
    return Int(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)).flatMap { $0 > 0 ? $0 : nil }
  }
}
