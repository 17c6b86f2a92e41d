import Arrester
import ArresterBench
import Foundation

/// Records to decode, and what they are called.
struct NamedCorpus {
  let name: String
  let records: RecordCorpus

  /// Generated ones, the demo's own, and published ones where the shared data is at hand.
  static func all(_ model: Model) -> [NamedCorpus] {
    var workload = CloudTrailWorkload(WorkloadShape())
    let generated = NamedCorpus(name: "generated", records: .generated(&workload, count: 4096))
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../..").standardized.path
    let shared = ProcessInfo.processInfo.environment["ARRESTER_SHARED"] ?? "\(root)/../shared"
    let files = [
      file("demo", "\(root)/models/demo/normal.jsonl", model),
      file("stratus", "\(shared)/data/cloudtrail/stratus_detonation.jsonl", model),
    ]
    return [generated] + files.compactMap(\.self)
  }

  /// nil where there is no such file, or nothing in it.
  private static func file(_ name: String, _ path: String, _ model: Model) -> NamedCorpus? {
    guard let files = try? InputFiles([path]) else { return nil }
    let records = try? RecordCorpus.read(files, model: model, maximumBytes: 1 << 28)
    return records.flatMap { $0.count > 0 ? NamedCorpus(name: name, records: $0) : nil }
  }
}
