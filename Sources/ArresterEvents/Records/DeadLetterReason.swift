/// Why a record could not be read. The names are what summaries and the dead-letter topic carry.
public enum DeadLetterReason: String, Sendable, CaseIterable {
  case notJSON
  case truncatedJSON
  case invalidUTF8
  case tooDeep
  case tooLarge
  case notAnObject
  case noTime
  case invalidTime
  case noAction
  /// A compressed file ended early or is damaged; what came before was read.
  case damagedCompression
  /// The file itself could not be read to its end.
  case unreadable

  /// In words, for people.
  public var explanation: String {
    switch self {
    case .notJSON: "not JSON"
    case .truncatedJSON: "JSON that ends too early"
    case .invalidUTF8: "not UTF-8"
    case .tooDeep: "nested deeper than \(JSONNesting.maximumDepth) levels"
    case .tooLarge: "larger than the record limit"
    case .notAnObject: "JSON, but no object"
    case .noTime: "no event time"
    case .invalidTime: "an event time that cannot be read"
    case .noAction: "no event name"
    case .damagedCompression: "damaged or truncated compression"
    case .unreadable: "cannot be read"
    }
  }

  init(_ fault: JSONFault) {
    switch fault {
    case .empty, .syntax: self = .notJSON
    case .truncated: self = .truncatedJSON
    case .invalidUTF8: self = .invalidUTF8
    case .tooDeep: self = .tooDeep
    case .outOfMemory: self = .tooLarge
    }
  }
}
