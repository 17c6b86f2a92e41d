/// An operation that Kafka or librdkafka refused, with what to do about it where that is knowable.
public struct KafkaError: Error, Sendable, Equatable {
  /// librdkafka's number: positive ones are the broker's, negative ones the client's.
  public let code: Int32
  /// The number's name: `UNKNOWN_TOPIC_OR_PART`, `_TRANSPORT`.
  public let name: String
  /// What was attempted, with its object: `commit to group g`.
  public let operation: String
  public let detail: String
  /// The same call may succeed later.
  public let isRetriable: Bool
  /// The client that reported it is unusable from now on: close it.
  public let isFatal: Bool
  /// The running transaction must be aborted, and may then be tried again.
  public let requiresAbort: Bool

  public init(
    code: Int32, name: String, operation: String, detail: String, isRetriable: Bool = false, isFatal: Bool = false,
    requiresAbort: Bool = false
  ) {
    self.code = code
    self.name = name
    self.operation = operation
    self.detail = detail
    self.isRetriable = isRetriable
    self.isFatal = isFatal
    self.requiresAbort = requiresAbort
  }
}

extension KafkaError: CustomStringConvertible {
  /// `commit to group g: _TRANSPORT (-195): Connection refused. No broker could be reached: …`
  public var description: String {
    let what = "\(operation): \(name) (\(code))" + (detail.isEmpty ? "" : ": \(detail)")
    return advice.map { "\(what). \($0)" } ?? what
  }
}
