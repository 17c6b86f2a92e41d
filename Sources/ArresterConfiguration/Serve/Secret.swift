/// Something that must not be seen: written out, or better in a file of its own (`{file: /run/secrets/x}`).
public enum Secret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  case text(String)
  /// The path of a file that holds it.
  case file(String)

  /// A key or password is shorter; what is longer is some other file, named by mistake.
  static let largestFileBytes = 65_536

  /// Its bytes, without the line end that editors and `echo` put after it.
  /// - Throws: where the file cannot be read, is empty or larger than 64 KiB.
  public func read() throws(FileError) -> [UInt8] {
    guard case .file(let path) = self else { return textBytes }
    var bytes = try BoundedFile.read(path, limit: Secret.largestFileBytes)
    guard bytes.count <= Secret.largestFileBytes else { throw FileError(path: path, detail: "it is too large for a secret") }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty else { throw FileError(path: path, detail: "it is empty") }
    return bytes
  }

  private var textBytes: [UInt8] {
    guard case .text(let text) = self else { return [] }
    return Array(text.utf8)
  }

  /// Where it is, never what it is.
  public var description: String {
    switch self {
    case .text: "(secret)"
    case .file(let path): "{file: \(path)}"
    }
  }

  /// `dump` and test failures show the description only.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
