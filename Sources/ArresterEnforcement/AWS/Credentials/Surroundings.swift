import Foundation

/// What credentials are read from on this machine, as a seam: variables and small files.
struct Surroundings: Sendable {
  /// Longer files hold no credentials.
  static let maximumFileBytes = 256 << 10

  var variables: [String: String]
  /// nil: there is no such file, or it cannot be read, or it is too long.
  var read: @Sendable (_ path: String) -> String?

  static let ofProcess = Surroundings(variables: ProcessInfo.processInfo.environment, read: readFile)

  /// nil too where it is set and empty: that is how people take a variable away.
  func variable(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  @Sendable private static func readFile(_ path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: maximumFileBytes + 1), data.count <= maximumFileBytes else { return nil }
    return String(data: data, encoding: .utf8)
  }
}
