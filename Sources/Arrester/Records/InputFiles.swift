import Foundation

/// The files that a command line names: files as they stand, folders with everything in them, `-` for standard input.
public struct InputFiles: Sendable {
  public struct File: Sendable {
    public var path: String
    public var bytes: Int
  }

  public var files: [File]

  public var totalBytes: Int { files.reduce(0) { $0 + $1.bytes } }

  /// - Throws: `InputError` for the first path that is not there or cannot be listed.
  public init(_ paths: [String]) throws {
    files = []
    for path in paths { try append(path) }
  }

  private mutating func append(_ path: String) throws {
    guard path != "-" else { return files.append(File(path: "-", bytes: 0)) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw InputError(path: path, reason: "there is no such file or folder")
    }
    guard isFolder.boolValue else { return files.append(File(path: path, bytes: InputFiles.size(path))) }
    files += try FolderWalk.files(in: path).sorted { $0.path < $1.path }
  }

  private static func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int).flatMap(\.self) ?? 0
  }
}
