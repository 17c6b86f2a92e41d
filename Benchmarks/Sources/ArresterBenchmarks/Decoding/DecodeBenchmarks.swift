import Arrester
import ArresterEvents
import CBareSimdjson

/// Decoding a plain CloudTrail record, beside bare simdjson reading a few fields of the same record. An iteration is a record.
enum DecodeBenchmarks {
  static func all(_ model: Model) -> [Benchmark] {
    Corpus.all().flatMap { [arrester($0, model), bareSimdjson($0)] }
  }

  /// All that scoring needs: principal, session, kind, action, effect, resources; frames for changes.
  private static func arrester(_ corpus: Corpus, _ model: Model) -> Benchmark {
    let decoder = RecordDecoder(model: model.events)
    return benchmark("decode/arrester", corpus) { digest(decoder.decode($0)) }
  }

  private static func bareSimdjson(_ corpus: Corpus) -> Benchmark {
    let parser = bare_parser_create()
    return benchmark("decode/bare simdjson", corpus) { record in
      bare_parser_read(parser, record.baseAddress?.assumingMemoryBound(to: UInt8.self), record.count)
    }
  }

  /// - Parameter read: returns 0 where the record could not be read: then nothing is measured.
  private static func benchmark(_ name: String, _ corpus: Corpus, _ read: @escaping (UnsafeRawBufferPointer) -> UInt64) -> Benchmark {
    Benchmark("\(name)/\(corpus.name)") { state in
      for index in 0..<corpus.count where read(corpus.record(index)) == 0 {
        return state.fail("record \(index + 1) of \(corpus.name) could not be read")
      }
      let iterations = state.measure(batch: corpus.count) {
        var sum: UInt64 = 0
        for index in 0..<corpus.count { sum &+= read(corpus.record(index)) }
        return sum
      }
      state.reportBytes(iterations / corpus.count * corpus.totalBytes)
      state.report("bytes/record", Double(corpus.totalBytes) / Double(corpus.count))
    }
  }

  private static func digest(_ decoded: DecodedRecord) -> UInt64 {
    switch decoded {
    case .change(let frame): frame.header.pointee.contentHash
    case .read(let time, _), .dataEvent(let time, _): UInt64(truncatingIfNeeded: time)
    case .skipped, .container, .deadLetter: 0
    }
  }
}
