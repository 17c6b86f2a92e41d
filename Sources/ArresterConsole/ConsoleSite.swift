import ArresterBase

/// The console as it is served: one page that is asked for anew each time, and files that never change under their names.
///
/// ```
/// /                          index.html, which names the version
/// /console/VERSION/js/…      modules import one another by relative paths, so that all of them are of one version
/// ```
public struct ConsoleSite: Sendable {
  /// Of all files together: the first 16 hexadecimal digits of their SHA-256.
  public let version: String
  /// `index.html` with the version in place of `{version}`.
  public let page: [UInt8]
  private let files: [String: ConsoleFile]

  public init(_ files: [ConsoleFile] = ConsoleFile.all) {
    version = ConsoleSite.version(of: files)
    let template = files.first { $0.path == ConsoleSite.pagePath }?.bytes ?? []
    page = Array(ConsoleSite.fill(String(decoding: template, as: UTF8.self), version).utf8)
    self.files = Dictionary(uniqueKeysWithValues: files.filter { $0.path != ConsoleSite.pagePath }.map { ($0.path, $0) })
  }

  /// - Returns: nil for what there is not, and for files of another version.
  public func file(version: String, path: String) -> ConsoleFile? { version == self.version ? files[path] : nil }

  static let pagePath = "index.html"

  private static func version(of files: [ConsoleFile]) -> String {
    var content: [UInt8] = []
    for file in files { content += Array("\(file.path)\0\(file.bytes.count)\0".utf8) + file.bytes }
    return String(SHA256(content).hexadecimal.prefix(16))
  }

  private static func fill(_ template: String, _ version: String) -> String {
    template.split(separator: "{version}", omittingEmptySubsequences: false).joined(separator: version)
  }
}
