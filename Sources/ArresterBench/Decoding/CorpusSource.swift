import Arrester

/// Where the records of a run come from.
public enum CorpusSource: Sendable {
  case files(InputFiles)
  case generated(WorkloadShape)

  /// Past the caches of one core, and small enough for a small machine.
  static let generatedRecords = 16_384
  /// Of files no more than this is read.
  static let maximumBytes = 1 << 28

  /// - Throws: `BenchError` where there is no record.
  func load(_ model: Model, count: Int, progress: @escaping BenchProgress) throws -> RecordCorpus {
    switch self {
    case .generated(let shape):
      progress("generating \(count) records")
      var workload = CloudTrailWorkload(shape)
      return .generated(&workload, count: count)
    case .files(let files):
      let corpus = try RecordCorpus.read(files, model: model, maximumBytes: Self.maximumBytes) { progress("read \($0 / 1_000_000) MB") }
      guard corpus.count > 0 else { throw BenchError("there is no record in \(files.files.map(\.path).joined(separator: ", "))") }
      return corpus
    }
  }

  var words: String {
    switch self {
    case .generated(let shape): "generated for \(NumberText.format(Double(shape.principals))) principals, seed \(shape.seed)"
    case .files(let files): "from \(files.files.count == 1 ? files.files[0].path : "\(files.files.count) files")"
    }
  }
}
