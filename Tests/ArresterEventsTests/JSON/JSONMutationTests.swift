import Foundation
import Testing

@testable import ArresterEvents

@Suite("JSON: the walk against two other readers, on damaged real records")
struct JSONMutationTests {
  private static let ownLines: [[UInt8]] = [
    Record("rds", "DeleteDBInstance", request: #"{"dBInstanceIdentifier":"db-1","skipFinalSnapshot":true,"n":[1,-2.5e3,null]}"#).text,
    Record("ec2", "TerminateInstances", request: #"{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}"#).text,
    #"{"Records":[{"a":"\u00e9\ud83d\ude00 \\ \" \/"},{},[],"x",true,false,null,0]}"#,
  ].map { Array($0.utf8) }

  private static func corpus() throws -> [[UInt8]] { try ownLines + ProjectFiles.everyLine().filter { $0.count < 6000 } }

  @Test("accepts and refuses exactly what RFC 8259 does: 12,000 damaged records", arguments: [UInt64(1), 2, 3])
  func againstReference(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let corpus = try Self.corpus()
    let indexer = JSONIndexer()
    var refused = 0
    for round in 0..<4000 {
      let text = Mutation.damage(corpus.randomElement(using: &random)!, &random)
      let fault = Walk.fault(text, indexer)
      refused += fault == nil ? 0 : 1
      #expect((fault == nil) == ReferenceJSON.accepts(text), "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
    }
    #expect(refused > 1000 && refused < 4000)
  }

  /// Foundation is stricter in three documented points (lone surrogates, numbers beyond a double, depth) and guesses UTF-16 from NULs.
  @Test("agrees with Foundation on everything that it, too, has to accept", arguments: [UInt64(4), 5])
  func againstFoundation(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let corpus = try Self.corpus()
    let indexer = JSONIndexer()
    for round in 0..<1500 {
      let text = Mutation.damage(corpus.randomElement(using: &random)!, &random)
      if text.contains(0) || text.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
      let isAccepted = Walk.fault(text, indexer) == nil
      let shown = String(decoding: text, as: UTF8.self)
      let isTheirs = (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
      if isTheirs { #expect(isAccepted, "seed \(seed), round \(round): \(shown)") }
      let isStricter = shown.contains("\\ud") || shown.contains("1e999")
      if isAccepted, !isStricter { #expect(isTheirs, "seed \(seed), round \(round): \(shown)") }
    }
  }

  @Test("every real record is accepted", .enabled(if: ProjectFiles.cloudTrail != nil, Comment(rawValue: ProjectFiles.absence)))
  func realRecords() throws {
    let indexer = JSONIndexer()
    for line in try ProjectFiles.everyLine() { #expect(Walk.fault(line, indexer) == nil) }
  }
}
