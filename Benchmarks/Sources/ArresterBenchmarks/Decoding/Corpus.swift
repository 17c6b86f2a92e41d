import Foundation

/// The records of a file of JSON Lines, one after another in memory.
final class Corpus {
  let name: String
  private let bytes: UnsafeMutableRawBufferPointer
  private let ranges: [Range<Int>]

  /// nil where there is no such file, or nothing in it.
  init?(name: String, path: String) {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    guard !lines.isEmpty else { return nil }
    self.name = name
    bytes = .allocate(byteCount: data.count, alignment: 64)
    var end = 0
    var ranges: [Range<Int>] = []
    for line in lines {
      bytes[end..<end + line.count].copyBytes(from: line)
      ranges.append(end..<end + line.count)
      end += line.count
    }
    self.ranges = ranges
  }

  deinit { bytes.deallocate() }

  var count: Int { ranges.count }
  var totalBytes: Int { ranges.reduce(0) { $0 + $1.count } }

  @inline(__always)
  func record(_ index: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[ranges[index]]) }

  /// Published records where the shared data is at hand, and the demo's own.
  static func all() -> [Corpus] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../..").standardized.path
    let shared = ProcessInfo.processInfo.environment["ARRESTER_SHARED"] ?? "\(root)/../shared"
    return [
      Corpus(name: "stratus", path: "\(shared)/data/cloudtrail/stratus_detonation.jsonl"),
      Corpus(name: "demo", path: "\(root)/models/demo/normal.jsonl"),
    ].compactMap { $0 }
  }
}
