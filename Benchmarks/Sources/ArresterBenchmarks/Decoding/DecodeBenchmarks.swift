import Arrester
import ArresterBench
import ArresterEvents

/// Decoding a plain CloudTrail record, beside bare simdjson reading the same fields and a few of them. An iteration is a record.
enum DecodeBenchmarks {
  static func all(_ model: Model) -> [Benchmark] {
    NamedCorpus.all(model).flatMap { [arrester($0, model), simdjsonAll($0), simdjsonSeven($0)] }
  }

  /// All that scoring needs: principal, session, kind, action, effect, resources; frames for changes.
  private static func arrester(_ corpus: NamedCorpus, _ model: Model) -> Benchmark {
    let decoder = RecordDecoder(model: model.events)
    return benchmark("decode/arrester", corpus) { digest(decoder.decode($0)) }
  }

  private static func simdjsonAll(_ corpus: NamedCorpus) -> Benchmark {
    let parser = BareSimdjson()
    return benchmark("decode/bare simdjson, the same fields", corpus, parser.readAll)
  }

  private static func simdjsonSeven(_ corpus: NamedCorpus) -> Benchmark {
    let parser = BareSimdjson()
    return benchmark("decode/bare simdjson, seven fields", corpus, parser.readSeven)
  }

  /// - Parameter read: returns 0 where the record could not be read: then nothing is measured.
  private static func benchmark(
    _ name: String, _ corpus: NamedCorpus, _ read: @escaping (UnsafeRawBufferPointer) -> UInt64
  ) -> Benchmark {
    let records = corpus.records
    return Benchmark("\(name)/\(corpus.name)") { state in
      for index in 0..<records.count where read(records.record(index)) == 0 {
        return state.fail("record \(index + 1) of \(corpus.name) could not be read")
      }
      let iterations = state.measure(batch: records.count) {
        var sum: UInt64 = 0
        for index in 0..<records.count { sum &+= read(records.record(index)) }
        return sum
      }
      state.reportBytes(iterations / records.count * records.totalBytes)
      state.report("bytes/record", records.bytesPerRecord)
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
