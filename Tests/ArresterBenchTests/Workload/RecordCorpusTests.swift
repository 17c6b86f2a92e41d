import Arrester
import ArresterBase
import ArresterEvents
import Testing

@testable import ArresterBench

@Suite("A corpus of records")
struct RecordCorpusTests {
  private let model: Model
  private let corpus: RecordCorpus

  init() throws {
    model = try TestModel.shared.get()
    var workload = CloudTrailWorkload(WorkloadShape())
    corpus = .generated(&workload, count: 500)
  }

  private func changes() -> [(identifier: String, time: Int64)] {
    let decoder = RecordDecoder(model: model.events)
    return (0..<corpus.count).compactMap { index in
      guard case .change(let frame) = decoder.decode(corpus.record(index)) else { return nil }
      return (frame.identifier.text, frame.header.pointee.time)
    }
  }

  @Test("can be renewed: the same records, later by its span, with other identifiers")
  func renews() {
    #expect(corpus.renewableCount == corpus.count)
    let first = changes()
    corpus.renew(pass: 3)
    let fourth = changes()
    #expect(first.count == fourth.count && first.count > 100)
    #expect(zip(first, fourth).allSatisfy { $1.time - $0.time == 3 * corpus.spanNanoseconds })
    #expect(Set(first.map(\.identifier)).isDisjoint(with: fourth.map(\.identifier)))
    #expect(Set(fourth.map(\.identifier)).count == fourth.count)
  }

  @Test("a pass is the same whatever came before it")
  func passesAreAbsolute() {
    corpus.renew(pass: 7)
    let seventh = changes()
    corpus.renew(pass: 2)
    corpus.renew(pass: 7)
    #expect(changes().elementsEqual(seventh) { $0 == $1 })
  }

  @Test("no record of a later pass is a duplicate or too late")
  func passesAreNew() {
    let lane = PipelineLane(corpus, indices: Array(0..<corpus.count), model: model)
    for pass in 0..<5 {
      corpus.renew(pass: pass)
      _ = lane.pass()
    }
    #expect(lane.admission.duplicates == 0 && lane.admission.tooLate == 0)
    #expect(lane.admission.changes + lane.admission.failed > 5 * 100)
  }

  @Test("one without times or identifiers of the usual form stays as it is")
  func refusesOthers() throws {
    let lines = [
      #"{"eventTime":"2026-01-01T00:00:00Z","eventID":"4f0c8a52-9f51"}"#, #"{"eventTime":"2026-01-01T00:00:00.5Z","eventID":"4f0c8a52"}"#,
      #"{"eventTime":"2026-01-01T00:00:00Z","eventID":"1"}"#, #"{"eventID":"4f0c8a52-9f51"}"#, #"{"eventTime":"","eventID":"4f0c8a52"}"#,
    ]
    let corpus = RecordCorpus.of(lines.map { Array($0.utf8) })
    #expect(corpus.renewableCount == 1)
    corpus.renew(pass: 1)
    let texts = (0..<corpus.count).map { String(decoding: corpus.record($0), as: UTF8.self) }
    #expect(Array(texts.dropFirst()) == Array(lines.dropFirst()))
    #expect(texts[0].hasPrefix(#"{"eventTime":"2026-01-01T00:00:01Z""#) && !texts[0].contains("4f0c8a52"))
  }
}
