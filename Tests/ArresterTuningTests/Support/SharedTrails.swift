import Foundation
import Testing

/// Real event files that stand beside the package for tests only: `$ARRESTER_SHARED`, else `../shared`.
enum SharedTrails {
  static let cloudTrail: String? = {
    let shared = ProcessInfo.processInfo.environment["ARRESTER_SHARED"] ?? PackageFolder.path + "/../shared"
    let folder = shared + "/data/cloudtrail"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }()

  static let isAbsent: Comment = "there is no shared folder with data/cloudtrail beside the package, and ARRESTER_SHARED names none"
}
