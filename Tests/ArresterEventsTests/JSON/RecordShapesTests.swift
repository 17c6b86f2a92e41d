import Foundation
import Testing

@testable import ArresterEvents

@Suite("JSON: records of a known shape")
struct RecordShapesTests {
  /// What a walk ends with.
  private struct Found: Equatable {
    var fault: JSONFault?
    var isAtEnd = false
    var places: [UInt32] = []
  }

  private static let text =
    #"{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","arn":"a","sessionContext":{"sessionIssuer":{"arn":"b"}}},"#
    + #""eventTime":"2026-01-02T03:04:05Z","eventName":"DeleteBucket","readOnly":false,"n":[1,-2.5e3,null],"id":"x","region":"r-1"}"#

  private static func read(_ bytes: [UInt8], _ reader: CloudTrailReader, _ indexer: JSONIndexer) -> Found {
    bytes.withUnsafeBytes { read($0, reader, indexer) }
  }

  private static func read(_ bytes: UnsafeRawBufferPointer, _ reader: CloudTrailReader, _ indexer: JSONIndexer) -> Found {
    do throws(JSONFault) {
      var cursor = try indexer.cursor(over: bytes)
      guard cursor.peek == UInt8(ascii: "{") else { return Found(fault: .syntax) }
      var fields = CloudTrailFields(cursor.tokens)
      reader.read(&cursor, into: &fields)
      guard cursor.fault == nil else { return Found(fault: cursor.fault) }
      return Found(isAtEnd: cursor.isAtEnd, places: fields.all.indices.map { fields.all[$0] })
    } catch { return Found(fault: error) }
  }

  private static func readFresh(_ bytes: [UInt8], _ indexer: JSONIndexer) -> Found { read(bytes, CloudTrailReader(), indexer) }

  /// A reader that knows the texts' shapes.
  private static func reader(knowing texts: [[UInt8]], _ indexer: JSONIndexer) -> CloudTrailReader {
    let reader = CloudTrailReader()
    for text in texts { for _ in 0..<3 { _ = read(text, reader, indexer) } }
    return reader
  }

  @Test("a shape is recalled from the third time on, with its fields in their places")
  func recalled() throws {
    let (shapes, indexer, bytes) = (RecordShapes<CloudTrailField>(), JSONIndexer(), Array(Self.text.utf8))
    try bytes.withUnsafeBytes { text in
      let cursor = try indexer.cursor(over: text)
      for time in 1...4 {
        var fields = CloudTrailFields(cursor.tokens)
        #expect(shapes.recall(&fields) == (time > 2))
        guard time <= 2 else {
          #expect(fields[.eventName]?.text == "DeleteBucket")
          continue
        }
        var walk = cursor
        let reader = CloudTrailReader()
        reader.read(&walk, into: &fields)
        shapes.learn(fields)
      }
    }
  }

  private static let changes: [(from: String, to: String)] = [
    (#""eventName""#, #""eventNaem""#), (#""eventName""#, #""EVENTNAME""#), (#""eventName""#, #""eventNames""#),
    (#""readOnly":false"#, #""readOnly":true"#), (#""readOnly":false"#, #""readOnly":falsy"#), ("-2.5e3", "-2.5e"), ("null", "nul"),
    (#""id""#, #""is""#), (#""arn":"b""#, #""arm":"b""#), (#""arn":"a""#, #""arn" :"a""#), ("[1,", "{1,"), (#""eventVersion""#, #""e""#),
    (#""region""#, #""awsRegion""#), (#""region""#, #""arn""#), (#""region":"r-1""#, #""t":"""#), ("}}}", "}}]"), (#""x","#, #""x":"#),
  ]

  @Test("a record that differs by one thing from a known one is read as if nothing were known", arguments: changes)
  func differs(_ change: (from: String, to: String)) {
    let indexer = JSONIndexer()
    let reader = Self.reader(knowing: [Array(Self.text.utf8)], indexer)
    let changed = Array(Self.text.replacingOccurrences(of: change.from, with: change.to).utf8)
    for _ in 0..<3 { #expect(Self.read(changed, reader, indexer) == Self.readFresh(changed, indexer)) }
  }

  @Test("10,000 damaged records are read as if nothing were known", arguments: [UInt64(1), 2])
  func damaged(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let corpus = try ProjectFiles.everyLine().filter { $0.count < 6000 } + [Array(Self.text.utf8)]
    let indexer = JSONIndexer()
    let reader = Self.reader(knowing: corpus, indexer)
    for round in 0..<5000 {
      let text = Mutation.damage(corpus.randomElement(using: &random)!, &random)
      #expect(
        Self.read(text, reader, indexer) == Self.readFresh(text, indexer),
        "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test(
    "nothing is read behind the end of a text, or before its beginning",
    arguments: [#"{"a":1}"#, #"{"longerThanEight":1}"#, #"{"é":{}}"#])
  func ends(_ known: String) throws {
    let indexer = JSONIndexer()
    let reader = Self.reader(knowing: [Array(known.utf8)], indexer)
    let page = Int(getpagesize())
    let memory = try #require(mmap(nil, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    defer { munmap(memory, 3 * page) }
    mprotect(memory + page, page, PROT_READ | PROT_WRITE)
    for text in [known, #"{"b":1}"#, #"{"":{}}"#].map({ Array($0.utf8) }) {
      for start in [page, 2 * page - text.count] {
        text.withUnsafeBytes { (memory + start).copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        let found = Self.read(UnsafeRawBufferPointer(start: memory + start, count: text.count), reader, indexer)
        #expect(found == Self.readFresh(text, indexer))
      }
    }
  }

  @Test("more shapes than are kept are read right all the same")
  func overflow() {
    let (reader, indexer) = (CloudTrailReader(), JSONIndexer())
    for round in 0..<3 {
      for length in 0..<300 {
        for depth in 0..<10 {
          let (opened, closed) = (String(repeating: "[", count: depth), String(repeating: "]", count: depth))
          let list = opened + String(repeating: "0,", count: length) + "\(round)" + closed
          let text = Array(#"{"requestParameters":{"list":[\#(list)]},"eventName":"A","eventTime":"t"}"#.utf8)
          let found = Self.read(text, reader, indexer)
          #expect(found.isAtEnd && found.places[Int(CloudTrailField.request.rawValue)] == 3)
          #expect(found.places[Int(CloudTrailField.eventName.rawValue)] == UInt32(2 * (length + depth) + 13))
        }
      }
    }
  }
}
