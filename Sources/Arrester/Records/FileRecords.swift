import ArresterEvents

/// Reads the records of files, one after another, and tells how far it got.
public final class FileRecords {
  /// A record, or a piece that is none, with its place.
  public enum Item {
    case record(UnsafeRawBufferPointer)
    case unreadable(UnsafeRawBufferPointer, DeadLetterReason)
  }

  private let files: InputFiles
  private let maximumRecordBytes: Int
  /// Told when a chunk was read, before its records are handed out.
  var onChunk: (() -> Void)?
  /// Told after each chunk: bytes read so far, over all files.
  public var onProgress: ((Int) -> Void)?
  /// Asked before each chunk and each file: the rest is left unread.
  public var shouldStop: (() -> Bool)?

  public init(_ files: InputFiles, maximumRecordBytes: Int) {
    self.files = files
    self.maximumRecordBytes = maximumRecordBytes
  }

  /// - Parameter body: gets each item during the call, with its place.
  public func readAll(_ body: @escaping (Item, @autoclosure () -> RecordPlace) -> Void) throws {
    var finished = 0
    let ahead = isWorthReadingAhead ? ReadAhead(files.files.map(\.path)) : nil
    defer { ahead?.stop() }
    for file in files.files {
      if shouldStop?() == true { return }
      let stream = try ahead?.nextFile() ?? ByteStream(path: file.path)
      let splitter = RecordSplitter(maximumRecordBytes: maximumRecordBytes) { piece, line, index in
        switch piece {
        case .record(let bytes): body(.record(bytes), .file(path: file.path, line: line, index: index))
        case .unreadable(let bytes, let reason): body(.unreadable(bytes, reason), .file(path: file.path, line: line, index: index))
        }
      }
      read(stream, splitter, file.path, finished, body)
      finished += stream.consumedBytes
    }
  }

  /// Names foretell compression. Standard input would hold up the thread that reads it for as long as it likes.
  private var isWorthReadingAhead: Bool {
    files.files.contains { $0.path.hasSuffix(".gz") } && !files.files.contains { $0.path == "-" }
  }

  private func read(
    _ stream: any ByteSource, _ splitter: RecordSplitter, _ path: String, _ before: Int,
    _ body: (Item, @autoclosure () -> RecordPlace) -> Void
  ) {
    while shouldStop?() != true {
      guard shouldStop == nil || stream.isReady() else { continue }
      var chunk = ByteStream.Chunk.end
      splitter.feed(room: ByteStream.chunkBytes) { room in
        chunk = stream.next(into: room)
        guard case .bytes(let count) = chunk else { return 0 }
        onChunk?()
        return count
      }
      switch chunk {
      case .bytes:
        onProgress?(before + stream.consumedBytes)
      case .end: return splitter.finish()
      case .damagedCompression: return end(splitter, path, .damagedCompression, body)
      case .unreadable: return end(splitter, path, .unreadable, body)
      }
    }
  }

  /// What was read up to the damage counts; the damage itself is one dead letter.
  private func end(
    _ splitter: RecordSplitter, _ path: String, _ reason: DeadLetterReason, _ body: (Item, @autoclosure () -> RecordPlace) -> Void
  ) {
    splitter.finish()
    let line = splitter.line
    body(.unreadable(UnsafeRawBufferPointer(start: nil, count: 0), reason), .file(path: path, line: line, index: nil))
  }
}
