import Glibc

/// Why a file could not be read.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  public let path: String
  /// In words: `No such file or directory`, `it is a folder`, …
  public let detail: String

  public var description: String { "\(path): \(detail)" }
}

/// Reads small files whole, and never more of one than was agreed.
enum BoundedFile {
  /// Regular files and pipes (`<(…)` of a shell); a device could have no end.
  /// - Returns: at most `limit` + 1 bytes, so that one that is larger shows.
  static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO: return try contents(descriptor, path, limit)
    case S_IFDIR: throw FileError(path: path, detail: "it is a folder")
    default: throw FileError(path: path, detail: "it is no file")
    }
  }

  private static func contents(_ descriptor: Int32, _ path: String, _ limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit + 1 - bytes.count))
      if count == 0 { break }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure(path) }
      bytes.append(contentsOf: chunk.prefix(count))
    }
    return bytes
  }

  private static func failure(_ path: String) -> FileError {
    FileError(path: path, detail: String(cString: strerror(errno)))
  }
}
