import Arrester
import ArresterEvents

/// What the records of a corpus turn out to be: a benchmark of records that nobody can read would be a fast one.
struct CorpusCensus {
  private(set) var reads = 0
  private(set) var changes = 0
  private(set) var unread = 0

  init(_ corpus: RecordCorpus, model: Model) {
    let decoder = RecordDecoder(model: model.events)
    for index in 0..<corpus.count {
      switch decoder.decode(corpus.record(index)) {
      case .change: changes += 1
      case .read, .dataEvent: reads += 1
      case .skipped, .container, .deadLetter: unread += 1
      }
    }
  }

  /// One sentence for the notes of a report.
  func words(_ corpus: RecordCorpus, source: String) -> String {
    let size = NumberText.format(corpus.bytesPerRecord)
    let counts = "\(NumberText.format(Double(changes))) changes, \(NumberText.format(Double(reads))) reads"
    let rest = unread > 0 ? ", \(NumberText.format(Double(unread))) that are no events" : ""
    return "\(NumberText.format(Double(corpus.count))) records of \(size) bytes, \(source): \(counts)\(rest)."
  }
}
