import Foundation

/// Where the files of the project stand, found from this file.
enum ProjectFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let models = root.appending(path: "models")

  /// Real events beside the project, where there are any: `ARRESTER_SHARED`, else `../shared`.
  static let shared: URL? = {
    let named = ProcessInfo.processInfo.environment["ARRESTER_SHARED"].map { URL(filePath: $0) }
    let folder = named ?? root.deletingLastPathComponent().appending(path: "shared")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static let cloudTrail: URL? = {
    guard let folder = shared?.appending(path: "data/cloudtrail") else { return nil }
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static let absence: String = "no ../shared/data/cloudtrail here (ARRESTER_SHARED names another place)"

  /// The lines of one of the real files, without their line ends.
  static func lines(of name: String) throws -> [[UInt8]] {
    guard let cloudTrail else { return [] }
    let bytes = try Data(contentsOf: cloudTrail.appending(path: name))
    return bytes.split(separator: 0x0A).map { Array($0) }
  }

  static let cloudTrailNames = [
    "custodian_eventbridge.jsonl", "grycap_20170601.jsonl", "otrf_ec2_proxy_s3_exfiltration_20200914.jsonl", "panther_rule_tests.jsonl",
    "plaso_lookup_events.jsonl", "stratus_detonation.jsonl", "streamalert_rule_tests.jsonl", "trailscraper_20171211.jsonl",
    "umccr_schema_versions_synthetic.jsonl",
  ]

  static func everyLine() throws -> [[UInt8]] { try cloudTrailNames.flatMap { try lines(of: $0) } }
}
