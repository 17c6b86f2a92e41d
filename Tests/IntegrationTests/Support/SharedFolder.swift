import Foundation

/// What lies beside the checkout: real brokers and real event files. Tests that need it are skipped where it is absent.
enum SharedFolder {
  static let absent = "needs the shared folder beside the package (../shared), or its place in ARRESTER_SHARED"

  /// `ARRESTER_SHARED`, else `../shared` beside the package.
  static let path: String? = {
    let environment = ProcessInfo.processInfo.environment["ARRESTER_SHARED"]
    guard let folder = environment ?? packageRoot().map({ $0 + "/../shared" }) else { return nil }
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }()

  /// The script that starts and breaks brokers.
  static let kafkaScript: String? = {
    guard let script = path.map({ $0 + "/kafka/kafka" }) else { return nil }
    return FileManager.default.isExecutableFile(atPath: script) ? script : nil
  }()

  /// The JSON Lines files of real CloudTrail events, in the order of their names.
  static var cloudTrailFiles: [String] {
    guard let folder = path.map({ $0 + "/data/cloudtrail" }) else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(folder)/\($0)" }
  }

  private static func packageRoot() -> String? {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) { return folder.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
