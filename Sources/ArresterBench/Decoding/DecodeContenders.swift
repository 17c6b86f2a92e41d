import Arrester
import ArresterEvents
import Glibc

/// Arrester's decoder over a corpus, and what it is held against.
struct DecodeContenders {
  let corpus: RecordCorpus
  let model: Model

  var all: [Contender] { [arrester, simdjsonAll, simdjsonSeven, index, copy] }

  /// All that scoring needs: principal, session, kind, action, effect, resources; a frame for every change.
  private var arrester: Contender {
    let decoder = RecordDecoder(model: model.events)
    return contender("decode") { DecodeContenders.digest(decoder.decode($0)) }
  }

  private var simdjsonAll: Contender {
    let parser = BareSimdjson()
    return contender("bare simdjson, the same fields") { parser.readAll($0) }
  }

  private var simdjsonSeven: Contender {
    let parser = BareSimdjson()
    return contender("bare simdjson, R1's seven fields") { parser.readSeven($0) }
  }

  /// What the decoder begins with: where everything with structure stands.
  private var index: Contender {
    let indexer = JSONIndexer()
    return contender("structural index alone") { record in
      guard let cursor = try? indexer.cursor(over: record) else { return 0 }
      return UInt64(cursor.peek)
    }
  }

  private var copy: Contender {
    let size = (0..<corpus.count).map { corpus.record($0).count }.max() ?? 1
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    let owner = BufferOwner(buffer)
    return contender("copy of the bytes") { record in
      memcpy(owner.buffer.baseAddress!, record.baseAddress!, record.count)
      return UInt64(owner.buffer[0])
    }
  }

  private func contender(_ name: String, _ read: @escaping (UnsafeRawBufferPointer) -> UInt64) -> Contender {
    Contender(name: name, itemsPerPass: corpus.count) {
      var sum: UInt64 = 0
      for index in 0..<corpus.count { sum &+= read(corpus.record(index)) }
      return sum
    }
  }

  private static func digest(_ decoded: DecodedRecord) -> UInt64 {
    switch decoded {
    case .change(let frame): frame.header.pointee.contentHash
    case .read(let time, _), .dataEvent(let time, _): UInt64(truncatingIfNeeded: time)
    case .skipped, .container, .deadLetter: 0
    }
  }

  private final class BufferOwner {
    let buffer: UnsafeMutableRawBufferPointer

    init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    deinit { buffer.deallocate() }
  }
}
