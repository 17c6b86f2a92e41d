import ArresterEvents

@testable import Arrester

/// A file cut into records: where its chunks end makes no difference. The first byte says how large they are.
final class FilesTarget: FuzzTarget {
  static let name = "files"

  init() throws {}

  func run(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    let file = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    let whole = pieces(of: file, chunk: max(1, file.count))
    let chunked = pieces(of: file, chunk: Int(first) + 1)
    require(whole == chunked, "in chunks of \(Int(first) + 1) bytes it is cut otherwise")
  }

  private func pieces(of file: UnsafeRawBufferPointer, chunk: Int) -> [String] {
    var pieces: [String] = []
    let splitter = RecordSplitter(maximumRecordBytes: 4096) { piece, line, index in
      switch piece {
      case .record(let bytes): pieces.append("\(line) \(index ?? -1) \(Array(bytes))")
      case .unreadable(let bytes, let reason): pieces.append("\(line) \(index ?? -1) \(reason) \(bytes.count)")
      }
    }
    var start = 0
    while start < file.count {
      let end = min(file.count, start + chunk)
      splitter.feed(UnsafeRawBufferPointer(rebasing: file[start..<end]))
      start = end
    }
    splitter.finish()
    return pieces
  }
}
