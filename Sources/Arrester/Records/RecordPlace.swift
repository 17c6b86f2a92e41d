import ArresterEvents

/// Where a record stands, for people who look for it.
public enum RecordPlace: Sendable, Equatable, CustomStringConvertible {
  /// 1-based line; `index` counts the records of a document or of a container on the line, from 1.
  case file(path: String, line: Int, index: Int?)
  case message(topic: String, partition: Int32, offset: Int64)

  public var description: String {
    switch self {
    case .file(let path, let line, let index): "\(path):\(line)" + (index.map { "#\($0)" } ?? "")
    case .message(let topic, let partition, let offset): "\(topic)/\(partition)/\(offset)"
    }
  }
}

/// A record that could not be read.
public struct DeadLetter: Sendable {
  public var reason: DeadLetterReason
  public var place: RecordPlace
  public var sha256: String
  /// At most `maximumBytes` of the record.
  public var bytes: [UInt8]

  public static let maximumBytes = 64 * 1024
}
