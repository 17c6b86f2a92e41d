import Testing

@testable import ArresterEvents

@Suite("Hostile input: damaged records")
struct FuzzTests {
  private static let own: [[UInt8]] = CreateDeletePair.all.flatMap { [Array($0.create.text.utf8), Array($0.delete.text.utf8)] }

  /// 20,000 in four parts. Run with `--sanitize=address` to see reads beyond a record's end: each has memory of exactly its size.
  @Test("20,000 damaged real records each become something, and what is a change is sound", arguments: [UInt64(31), 32, 33, 34])
  func damaged(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let corpus = try (Self.own + ProjectFiles.everyLine()).filter { $0.count < 8000 }
    let decoder = RecordDecoder()
    decoder.wantsDigests = true
    var outcomes: [String: Int] = [:]
    for round in 0..<5000 {
      let text = Mutation.damage(corpus.randomElement(using: &random)!, &random)
      let outcome = Self.decodeExactly(text, decoder)
      outcomes[outcome.name, default: 0] += 1
      if let event = outcome.event { #expect(Self.isSound(event), "seed \(seed), round \(round): \(event)") }
      let isJSON = ReferenceJSON.accepts(text)
      let isRefused = [.notJSON, .truncatedJSON, .invalidUTF8, .tooDeep].map { Outcome.deadLetter($0) }.contains(outcome)
      let isWrapped = String(decoding: text, as: UTF8.self).contains("CloudTrailEvent")
      #expect(isWrapped || isRefused != isJSON, "seed \(seed), round \(round): \(outcome.name)")
    }
    #expect(outcomes["change", default: 0] > 100 && outcomes["notJSON", default: 0] > 100 && outcomes["truncatedJSON", default: 0] > 100)
  }

  /// The record in memory of its own, so that a sanitizer sees one byte too many.
  private static func decodeExactly(_ text: [UInt8], _ decoder: RecordDecoder) -> Outcome {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: text)
    switch decoder.decode(UnsafeRawBufferPointer(memory)) {
    case .change(let frame): return .change(ChangeEvent(frame))
    case .read: return .read
    case .dataEvent: return .dataEvent
    case .skipped: return .skipped
    case .container: return .container(decoder.innerRecords.map { String(decoding: memory[$0], as: UTF8.self) })
    case .deadLetter(let reason): return .deadLetter(reason)
    }
  }

  private static func isSound(_ event: ChangeEvent) -> Bool {
    !event.principal.isEmpty && !event.identifier.isEmpty && !event.action.isEmpty && event.time >= 0 && event.effect != .read
      && event.itemCount >= 1
      && !event.resources.isEmpty && event.resources.count <= 256 && event.resources.count <= event.itemCount && event.severity <= 8
      && (event.severity == 0 || event.effect.isDestructive) && event.resourceType.contains(":")
  }

  @Test("the same record gives the same event, whatever the decoder read before")
  func stateless() {
    var random = SeededRandom(seed: 41)
    let decoder = RecordDecoder()
    for _ in 0..<500 {
      _ = decoder.outcome(Mutation.damage(Self.own.randomElement(using: &random)!, &random))
      let text = Self.own.randomElement(using: &random)!
      #expect(decoder.outcome(text) == RecordDecoder.fresh(text))
    }
  }
}

extension RecordDecoder {
  /// The outcome from a decoder that has read nothing else.
  fileprivate static func fresh(_ text: [UInt8]) -> Outcome { RecordDecoder().outcome(text) }
}
