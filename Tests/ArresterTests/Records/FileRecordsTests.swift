import ArresterEvents
import Testing

@testable import Arrester

@Suite("reading files")
struct FileRecordsTests {
  private let folder: TemporaryFolder
  private let lines = "{\"a\":1}\n{\"b\":2}\n"
  private let expected: [SeenPiece] = [.record(#"{"a":1}"#, line: 1), .record(#"{"b":2}"#, line: 2)]

  init() throws { folder = try TemporaryFolder() }

  private func pieces(_ bytes: [UInt8]) throws -> [SeenPiece] {
    try Pieces.ofFiles([try folder.write("file", bytes)]).map(\.piece)
  }

  @Test("gzip is recognised by its bytes, not by its name")
  func gzip() throws {
    #expect(try pieces(Gzip.compress(lines)) == expected)
    #expect(try pieces(Array(lines.utf8)) == expected)
  }

  @Test("several gzip members are one text, with zeros between and after them too")
  func members() throws {
    let first = try Gzip.compress("{\"a\":1}\n")
    let second = try Gzip.compress("{\"b\":2}\n")
    let zeros = [UInt8](repeating: 0, count: 700)
    #expect(try pieces(first + second) == expected)
    #expect(try pieces(first + second + zeros) == expected)
    #expect(try pieces(first + zeros + second + zeros) == expected)
    #expect(try pieces(Gzip.compress("{\"a\":1}\n{\"b\"") + Gzip.compress(":2}\n")) == expected)
  }

  @Test("a gzip file that ends too early gives what came before, and one dead letter", arguments: [1, 4, 8, 12, 100, 2000])
  func truncatedGzip(missing: Int) throws {
    var random = SeededRandom(seed: 7)
    let text = (0..<2000).map { "{\"n\":\($0),\"r\":\(random.next())}\n" }.joined()
    let whole = try Gzip.compress(text)
    let seen = try pieces(Array(whole.dropLast(missing)))
    #expect(seen.last?.reason == .damagedCompression)
    #expect(seen.filter { $0.reason != nil }.count == 1)
    #expect(seen.count > 1500)
    if missing <= 8 { #expect(seen.count == 2001) }
  }

  @Test("damage inside a gzip file does not take what was readable before it")
  func damagedGzip() throws {
    let text = (0..<200).map { "{\"n\":\($0)}\n" }.joined()
    var bytes = try Gzip.compress(text)
    bytes[bytes.count - 6] ^= 0xFF
    let seen = try pieces(bytes)
    #expect(seen.count == 201)
    #expect(seen.last?.reason == .damagedCompression)
    #expect(seen.last?.text == "")
  }

  @Test("a gzip file with something else behind it is read, and the rest is a dead letter")
  func trailingGarbage() throws {
    let seen = try pieces(Gzip.compress(lines) + Array("garbage".utf8))
    #expect(Array(seen.dropLast()) == expected)
    #expect(seen.last?.reason == .damagedCompression)
  }

  @Test("text decompressed to more than a chunk keeps its lines")
  func largeGzip() throws {
    let text = (0..<60_000).map { "{\"n\":\($0),\"pad\":\"aaaaaaaaaaaaaaaaaaaa\"}\n" }.joined()
    let seen = try pieces(Gzip.compress(text))
    #expect(seen.map(\.line) == (1...60_000).map { $0 })
    #expect(seen.allSatisfy { $0.reason == nil })
  }

  @Test("an empty file holds nothing")
  func empty() throws {
    #expect(try pieces([]).isEmpty)
    #expect(try pieces(Gzip.compress("")).isEmpty)
  }

  @Test("a binary file is a few dead pieces, not a crash", arguments: TestSeeds.take(5))
  func binary(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let bytes = (0..<300_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let seen = try pieces(bytes)
    #expect(!seen.isEmpty)
    #expect(seen.reduce(0) { $0 + $1.text.utf8.count } > 0)
  }

  @Test("a line of 20 MB is too large, and the lines around it are read")
  func hugeLine() throws {
    let path = try folder.write("huge", "{\"a\":1}\n{\"x\":\"" + String(repeating: "y", count: 20_000_000) + "\"}\n{\"b\":2}\n")
    let seen = try Pieces.ofFiles([path], maximumRecordBytes: 16 << 20).map(\.piece)
    #expect(seen.map(\.line) == [1, 2, 3])
    #expect(seen.map(\.reason) == [nil, .tooLarge, nil])
  }

  @Test("a folder is read as the service delivers it: folders of gzip files, in the order of their names, hidden ones left out")
  func folderOfFiles() throws {
    let wrapper = { (name: String) in try Gzip.compress("{\"Records\":[{\"name\":\"\(name)\"}]}") }
    for name in [
      "AWSLogs/1/CloudTrail/eu-west-1/2026/01/02/b.json.gz", "AWSLogs/1/CloudTrail/eu-west-1/2026/01/02/a.json.gz",
      "AWSLogs/1/CloudTrail/ap-east-1/c.json.gz",
    ] {
      try folder.write(name, try wrapper(name))
    }
    try folder.write("AWSLogs/.hidden/x.json", "{}")
    try folder.write(".DS_Store", "x")
    let seen = try Pieces.ofFiles([folder.path + "/AWSLogs", folder.path + "/AWSLogs/1/CloudTrail/ap-east-1"])
    #expect(seen.map { $0.path.hasSuffix($0.piece.text.dropFirst(9).dropLast(2).description) } == [true, true, true, true])
    #expect(seen.map { $0.path.split(separator: "/").last.map(String.init) } == ["c.json.gz", "a.json.gz", "b.json.gz", "c.json.gz"])
    #expect(seen.allSatisfy { $0.piece.line == 1 && $0.piece.index == 1 })
    #expect(try Pieces.ofFiles([folder.path]).count == 3)
  }

  @Test("a path that is not there is an error that names it")
  func missing() {
    let error = #expect(throws: InputError.self) { try InputFiles([folder.path + "/none"]) }
    #expect(error?.description.contains("/none") == true)
  }

  @Test("an empty folder holds nothing")
  func emptyFolder() throws {
    #expect(try InputFiles([folder.path]).files.isEmpty)
  }

  @Test("a folder in the place of a file is a dead letter that says so")
  func folderAsFile() throws {
    var files = try InputFiles([])
    files.files = [InputFiles.File(path: folder.path, bytes: 0)]
    var reasons: [DeadLetterReason?] = []
    try FileRecords(files, maximumRecordBytes: 100).readAll { item, _ in
      if case .unreadable(_, let reason) = item { reasons.append(reason) } else { reasons.append(nil) }
    }
    #expect(reasons == [.unreadable])
  }

  @Test("progress tells the bytes of the files as they are on the disk")
  func progress() throws {
    let files = try InputFiles([try folder.write("1", lines), try folder.write("2", Gzip.compress(lines))])
    let records = FileRecords(files, maximumRecordBytes: 100)
    var told: [Int] = []
    records.onProgress = { told.append($0) }
    try records.readAll { _, _ in }
    #expect(told == told.sorted())
    #expect(told.last == files.totalBytes)
  }
}
