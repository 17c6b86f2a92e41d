import ArresterBase
import ArresterBreaker

/// A copy of this instance's audit records in a local file, one a line, for where Kafka is out of reach.
///
/// The topic is the record; this is a second place. A failure is given back to be counted and paged, and never holds up or undoes what
/// goes to Kafka. Later records are tried again: what is missing shows as a gap when the file is verified. A line that a crash tore stays
/// as it is, and is named then. One thread uses it.
public final class AuditFile {
  /// When the device is waited for.
  public enum Flush: Sendable, Equatable {
    case always
    /// At most this many nanoseconds of records may be lost by a power failure; call `flushIfDue` in between.
    case every(nanoseconds: Int64)
  }

  public let path: String
  private let flush: Flush
  private var file: AppendFile?
  private var unflushedSince: Int64?
  /// Records that are in the file.
  public private(set) var written = 0
  /// Records that could not be written.
  public private(set) var failed = 0

  /// Opens the file, and makes it where there is none. Its folder has to exist.
  public init(path: String, flush: Flush = .always) throws(AuditFileError) {
    self.path = path
    self.flush = flush
    file = try AppendFile(path)
  }

  /// - Parameter time: of a clock that only runs forward, nanoseconds.
  /// - Throws: where the file takes nothing now; the records are counted as failed.
  public func append(_ records: [AuditRecord], at time: Int64 = SystemClock.monotonic()) throws(AuditFileError) {
    guard !records.isEmpty else { return }
    do throws(AuditFileError) {
      try reopenIfMoved()
      try file?.append(records.map(\.bytes))
    } catch {
      failed += records.count
      throw error
    }
    written += records.count
    unflushedSince = unflushedSince ?? time
    try flushIfDue(at: time)
  }

  public func flushIfDue(at time: Int64 = SystemClock.monotonic()) throws(AuditFileError) {
    guard let since = unflushedSince else { return }
    if case .every(let nanoseconds) = flush, time - since < nanoseconds { return }
    try file?.sync()
    unflushedSince = nil
  }

  private func reopenIfMoved() throws(AuditFileError) {
    if file?.isInPlace == true { return }
    file = nil
    file = try AppendFile(path)
  }
}
