import Arrester
import ArresterBase

/// Records one after another in memory, so that nothing but the measured work touches files or makes copies.
public final class RecordCorpus: @unchecked Sendable {
  // Written by `init` and, while nobody reads, by `renew`.
  private let bytes: UnsafeMutableRawBufferPointer
  private let ranges: [Range<Int>]
  private let renewal: CorpusRenewal

  /// - Parameter ranges: places of the records in `content`.
  private init(_ content: [UInt8], _ ranges: [Range<Int>]) {
    bytes = .allocate(byteCount: max(1, content.count), alignment: 64)
    bytes.copyBytes(from: content)
    self.ranges = ranges
    renewal = CorpusRenewal(UnsafeRawBufferPointer(bytes), ranges)
  }

  deinit { bytes.deallocate() }

  public var count: Int { ranges.count }
  public var totalBytes: Int { ranges.reduce(0) { $0 + $1.count } }
  public var bytesPerRecord: Double { count == 0 ? 0 : Double(totalBytes) / Double(count) }

  @inline(__always)
  public func record(_ index: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[ranges[index]]) }

  /// Event time from the oldest record to the newest, and a second.
  public var spanNanoseconds: Int64 { renewal.spanNanoseconds }

  /// How many records can be made new: they have a time and an identifier of the usual form.
  public var renewableCount: Int { renewal.renewableCount }

  /// Makes the records those of pass `number`: later by the span for each pass, and with identifiers of their own, so that none is
  /// a duplicate of an earlier pass. About 0.5 us a record; nobody may read meanwhile.
  public func renew(pass number: Int) { renewal.write(pass: number, to: bytes) }

  /// The next `count` records of a workload.
  public static func generated(_ workload: inout CloudTrailWorkload, count: Int) -> RecordCorpus {
    var content: [UInt8] = []
    var ranges: [Range<Int>] = []
    for _ in 0..<count {
      let start = content.count
      workload.next().append(to: &content)
      ranges.append(start..<content.count)
    }
    return RecordCorpus(content, ranges)
  }

  /// The records of files, in their order, up to a number of bytes; pieces that are no records are left out.
  /// - Parameter onProgress: told how many bytes of the files were read.
  public static func read(
    _ files: InputFiles, model: Model, maximumBytes: Int, onProgress: ((Int) -> Void)? = nil
  ) throws -> RecordCorpus {
    let reader = FileRecords(files, maximumRecordBytes: model.events.maximumRecordBytes)
    reader.onProgress = onProgress
    let kept = Kept()
    try reader.readAll { item, _ in
      guard case .record(let record) = item, kept.content.count + record.count <= maximumBytes else { return }
      kept.ranges.append(kept.content.count..<kept.content.count + record.count)
      kept.content.append(contentsOf: record)
    }
    return RecordCorpus(kept.content, kept.ranges)
  }

  /// These records.
  static func of(_ records: [[UInt8]]) -> RecordCorpus {
    var end = 0
    let ranges = records.map { record in
      defer { end += record.count }
      return end..<end + record.count
    }
    return RecordCorpus(records.flatMap(\.self), ranges)
  }

  private final class Kept {
    var content: [UInt8] = []
    var ranges: [Range<Int>] = []
  }
}
