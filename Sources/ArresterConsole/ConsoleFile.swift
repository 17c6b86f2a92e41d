import CConsoleFiles

/// One file of the console, out of the binary.
public struct ConsoleFile: Sendable, Equatable {
  /// Below `Web`: `js/main.js`.
  public var path: String
  public var mediaType: String
  public var bytes: [UInt8]

  /// Every file, by path.
  public static let all: [ConsoleFile] = {
    var files: [ConsoleFile] = []
    while let file = arrester_console_file_at(files.count) { files.append(ConsoleFile(file.pointee)) }
    return files.sorted { $0.path < $1.path }
  }()

  private init(_ file: arrester_console_file) {
    path = String(cString: file.path)
    mediaType = ConsoleFile.mediaType(of: path)
    bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
  }

  private static func mediaType(of path: String) -> String {
    switch path.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    default: "application/octet-stream"
    }
  }
}
