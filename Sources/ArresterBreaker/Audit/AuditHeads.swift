import Foundation

/// Heads that were kept apart from the audit log, as a rule in the log of the service: what the chains have to reach.
public struct AuditHeads: Sendable {
  /// By writer and sequence.
  private(set) var heads: [String: [Int64: AuditHead]] = [:]
  /// The places of lines that look like heads and are none.
  public private(set) var unreadable: [AuditPlace] = []
  public private(set) var count = 0

  /// More heads than these are refused: give the newest lines.
  public static let maximumHeads = 1_000_000
  private static let maximumUnreadable = 100

  public struct TooMany: Error, CustomStringConvertible {
    public var description: String { "more than \(AuditHeads.maximumHeads) heads; give the newest lines of the log" }
  }

  public init() {}

  public mutating func add(_ head: AuditHead) {
    if heads[head.writer, default: [:]].updateValue(head, forKey: Int64(clamping: head.sequence)) == nil { count += 1 }
  }

  /// Reads one line of a log; other lines than those of heads say nothing. What a log collector put before and after the JSON object is
  /// passed over.
  /// - Parameter number: 1 for the first line.
  /// - Returns: the head, where the line is one.
  @discardableResult
  public mutating func addLine(_ line: [UInt8], number: Int) throws(TooMany) -> AuditHead? {
    // Decoding each line of a log that holds anything would cost minutes; the message is written without escapes.
    guard line.firstRange(of: AuditHeads.mark) != nil else { return nil }
    let start = line.firstIndex(of: UInt8(ascii: "{")) ?? 0
    let end = line.lastIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? line.count
    let object = Data(line[start..<max(start, end)])
    guard let head = try? JSONDecoder().decode(AuditHeadFields.self, from: object).value else {
      if unreadable.count < AuditHeads.maximumUnreadable { unreadable.append(.headLine(number)) }
      return nil
    }
    guard count < AuditHeads.maximumHeads else { throw TooMany() }
    add(head)
    return head
  }

  /// The head of the greatest sequence of a writer.
  func newest(of writer: String) -> AuditHead? { heads[writer]?.max { $0.key < $1.key }?.value }

  private static let mark = Array("\"\(AuditHead.logMessage)\"".utf8)
}
