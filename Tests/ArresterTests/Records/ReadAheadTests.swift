import Testing

@testable import Arrester

@Suite("reading ahead")
struct ReadAheadTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The contents under names that are read ahead, and under names that are not.
  private func compare(_ contents: [[UInt8]]) throws -> [SeenPiece] {
    let ahead = try contents.enumerated().map { try folder.write("\($0.offset).gz", $0.element) }
    let direct = try contents.enumerated().map { try folder.write("\($0.offset).x", $0.element) }
    let pieces = try Pieces.ofFiles(ahead).map(\.piece)
    #expect(pieces == (try Pieces.ofFiles(direct).map(\.piece)))
    return pieces
  }

  private func lines(_ count: Int, _ name: String = "n") -> String { (0..<count).map { "{\"\(name)\":\($0)}\n" }.joined() }

  @Test("files of every size give the records that they give when read directly")
  func sizes() throws {
    let contents = try [0, 1, 100, 100_000, 3].map { try Gzip.compress(lines($0)) }
    #expect(try compare(contents + [Array(lines(5).utf8), []]).count == 100_109)
  }

  @Test("more files than there are chunks come in their order")
  func many() throws {
    let contents = (0..<3 * ReadAhead.slots).map { Array(lines(2, "f\($0)").utf8) }
    #expect(try compare(contents).count == 6 * ReadAhead.slots)
  }

  @Test("damage is found where it is, and what stands before and behind it is read")
  func damage() throws {
    var damaged = try Gzip.compress(lines(50_000))
    damaged[damaged.count / 2] ^= 0xFF
    let short = Array(try Gzip.compress(lines(2000)).dropLast(20))
    let pieces = try compare([damaged, short, Array(lines(1, "last").utf8)])
    #expect(pieces.compactMap(\.reason).contains(.damagedCompression))
    #expect(pieces.last == .record(#"{"last":0}"#, line: 1))
  }

  @Test("a file that is gone is an error that names it, after those before it were read")
  func missing() throws {
    let first = try folder.write("a.gz", Array(lines(3).utf8))
    let second = try folder.write("b.gz", Array(lines(3).utf8))
    var files = try InputFiles([first, second])
    files.files[1].path += ".gone"
    let records = FileRecords(files, maximumRecordBytes: 1000)
    var seen = 0
    #expect(throws: InputError.self) { try records.readAll { _, _ in seen += 1 } }
    #expect(seen == 3)
  }

  @Test("whoever stops leaves the rest unread, and waits for nobody", arguments: [0, 1, 5])
  func stopped(looks: Int) throws {
    let paths = try (0..<4 * ReadAhead.slots).map { try folder.write("\($0).gz", Array(lines(2).utf8)) }
    let records = FileRecords(try InputFiles(paths), maximumRecordBytes: 1000)
    var (seen, asked) = (0, 0)
    records.shouldStop = {
      asked += 1
      return asked > looks
    }
    try records.readAll { _, _ in seen += 1 }
    #expect(seen <= 2 * looks)
  }

  @Test("progress counts compressed bytes, as without reading ahead")
  func progress() throws {
    let path = try folder.write("a.gz", try Gzip.compress(lines(100_000)))
    let files = try InputFiles([path])
    let records = FileRecords(files, maximumRecordBytes: 1000)
    var told: [Int] = []
    records.onProgress = { told.append($0) }
    try records.readAll { _, _ in }
    #expect(told == told.sorted() && told.last == files.totalBytes)
  }
}
