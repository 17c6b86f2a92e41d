import ArresterBase
import Foundation

@testable import ArresterTuning

/// A bucket as CloudTrail fills it, from what a simulation plays: a gzip file for each account, region and five minutes.
///
/// `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/05/111122223333_CloudTrail_eu-west-1_20260105T0905Z_<16 characters>.json.gz`
struct BucketTree {
  private(set) var files = 0
  private(set) var records = 0
  /// Before compression.
  private(set) var bytes = 0
  private let folder: String

  /// - Parameters:
  ///   - days: played one after another, each from a seed of its own.
  ///   - scale: of the background.
  ///   - scenarios: played on the first day.
  init(in folder: String, days: Int, scale: Double, scenarios: [Scenario] = Scenario.all) throws {
    self.folder = folder
    for day in 0..<days {
      let midnight = Simulation.defaultMidnight + Int64(day) * 86_400 * Timestamp.nanosecondsPerSecond
      try write(Simulation(scenarios: day == 0 ? scenarios : [], seed: UInt64(day + 1), scale: scale, midnight: midnight))
    }
    try compress()
  }

  private mutating func write(_ simulation: Simulation) throws {
    var contents: [String: [[UInt8]]] = [:]
    simulation.play { played in
      for record in played.trail { contents[BucketTree.path(of: record, seed: simulation.seed), default: []].append(record.bytes) }
    }
    for (path, lines) in contents {
      let whole = Array(#"{"Records":["#.utf8) + lines.joined(separator: [UInt8(ascii: ",")]) + Array("]}".utf8)
      let file = URL(fileURLWithPath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(whole).write(to: file)
      files += 1
      records += lines.count
      bytes += whole.count
    }
  }

  /// By the minutes of its arrival, as CloudTrail names it; the seed keeps days apart that end in each other's files.
  private static func path(of record: TrailRecord, seed: UInt64) -> String {
    let slot = record.arrival / (300 * Timestamp.nanosecondsPerSecond) * 300 * Timestamp.nanosecondsPerSecond
    let time = Timestamp.format(slot)
    let date = time.prefix(10)
    let minute = "\(date.replacing("-", with: ""))T\(time.dropFirst(11).prefix(5).replacing(":", with: ""))Z"
    let account = record.caller.account
    let name = "\(account)_CloudTrail_\(record.region)_\(minute)"
    let unique = SHA256.identifier(of: [name, String(seed)]).prefix(16)
    let folder = "AWSLogs/\(account)/CloudTrail/\(record.region)/\(date.replacing("-", with: "/"))"
    return "\(folder)/\(name)_\(unique).json"
  }

  private func compress() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", "-q", "-r", folder]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
  }

  struct Failure: Error {
    var status: Int32
  }
}
