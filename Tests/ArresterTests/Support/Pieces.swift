import ArresterEvents

@testable import Arrester

/// A piece that a splitter cut out, copied.
struct SeenPiece: Equatable, CustomStringConvertible {
  var text: String
  /// nil: it is a record.
  var reason: DeadLetterReason?
  var line: Int
  var index: Int?

  static func record(_ text: String, line: Int, index: Int? = nil) -> SeenPiece {
    SeenPiece(text: text, reason: nil, line: line, index: index)
  }

  static func unreadable(_ text: String, _ reason: DeadLetterReason, line: Int, index: Int? = nil) -> SeenPiece {
    SeenPiece(text: text, reason: reason, line: line, index: index)
  }

  var description: String { "\(line)\(index.map { "#\($0)" } ?? "") \(reason?.rawValue ?? "record"): \(text.prefix(200))" }
}

/// Splits text that comes in chunks.
enum Pieces {
  static let limit = 1 << 20

  static func of(_ text: String, maximumRecordBytes: Int = limit) -> [SeenPiece] {
    of(chunks: [Array(text.utf8)], maximumRecordBytes: maximumRecordBytes)
  }

  static func of(chunks: [[UInt8]], maximumRecordBytes: Int = limit) -> [SeenPiece] {
    var seen: [SeenPiece] = []
    let splitter = RecordSplitter(maximumRecordBytes: maximumRecordBytes) { piece, line, index in
      switch piece {
      case .record(let bytes): seen.append(SeenPiece(text: String(decoding: bytes, as: UTF8.self), reason: nil, line: line, index: index))
      case .unreadable(let bytes, let reason):
        seen.append(SeenPiece(text: String(decoding: bytes, as: UTF8.self), reason: reason, line: line, index: index))
      }
    }
    for chunk in chunks { chunk.withUnsafeBytes { splitter.feed($0) } }
    splitter.finish()
    return seen
  }

  /// Cut at every byte.
  static func byteByByte(_ text: String, maximumRecordBytes: Int = limit) -> [SeenPiece] {
    of(chunks: text.utf8.map { [$0] }, maximumRecordBytes: maximumRecordBytes)
  }

  /// Everything that the files at these paths hold.
  static func ofFiles(_ paths: [String], maximumRecordBytes: Int = limit) throws -> [(piece: SeenPiece, path: String)] {
    var seen: [(piece: SeenPiece, path: String)] = []
    try FileRecords(try InputFiles(paths), maximumRecordBytes: maximumRecordBytes).readAll { item, place in
      guard case .file(let path, let line, let index) = place() else { return }
      switch item {
      case .record(let bytes): seen.append((.record(String(decoding: bytes, as: UTF8.self), line: line, index: index), path))
      case .unreadable(let bytes, let reason):
        seen.append((.unreadable(String(decoding: bytes, as: UTF8.self), reason, line: line, index: index), path))
      }
    }
    return seen
  }
}
