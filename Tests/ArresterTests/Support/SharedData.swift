import Foundation
import Testing

/// What stands beside the package for tests only: `$ARRESTER_SHARED`, else `../shared`.
enum SharedData {
  static let folder: String? = {
    let path = ProcessInfo.processInfo.environment["ARRESTER_SHARED"] ?? PackageFolder.path + "/../shared"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  static let cloudTrailFiles: [String] = {
    guard let folder = folder.map({ $0 + "/data/cloudtrail" }) else { return [] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".jsonl") }.sorted().map {
      "\(folder)/\($0)"
    }
  }()

  static let isAbsent: Comment = "there is no shared folder with data/cloudtrail beside the package, and ARRESTER_SHARED names none"
}
