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
    return Benchmark("decode/arrester/\(corpus.name)") { state in
      let iterations = state.measure(batch: corpus.count) {
        var sum: UInt64 = 0
        for index in 0..<corpus.count { sum &+= digest(decoder.decode(corpus.record(index))) }
        return sum
      }
      report(state, corpus, iterations)
    }
  }

  private static func bareSimdjson(_ corpus: Corpus) -> Benchmark {
    let parser = bare_parser_create()
    return Benchmark("decode/bare simdjson/\(corpus.name)") { state in
      let iterations = state.measure(batch: corpus.count) {
        var sum: UInt64 = 0
        for index in 0..<corpus.count {
          let record = corpus.record(index)
          sum &+= bare_parser_read(parser, record.baseAddress?.assumingMemoryBound(to: UInt8.self), record.count)
        }
        return sum
      }
      report(state, corpus, iterations)
    }
  }

  private static func digest(_ decoded: DecodedRecord) -> UInt64 {
    switch decoded {
    case .change(let frame): frame.header.pointee.contentHash
    case .read(let time, _), .dataEvent(let time, _): UInt64(truncatingIfNeeded: time)
    case .skipped, .container, .deadLetter: 0
    }
  }

  private static func report(_ state: BenchmarkState, _ corpus: Corpus, _ iterations: Int) {
    state.reportBytes(iterations / corpus.count * corpus.totalBytes)
    state.report("bytes/record", Double(corpus.totalBytes) / Double(corpus.count))
  }
}
