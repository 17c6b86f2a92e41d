import ArresterBase
import ArresterEvents

/// Records of the story told again of another agent, at another time.
struct DemoRetelling {
  private let decoder: RecordDecoder

  init(model: Model) { decoder = RecordDecoder(model: model.events) }

  /// - Parameters:
  ///   - name: in place of `platform`, as in `platform-agent`.
  ///   - system: in place of `checkout`, whose parts it destroys.
  ///   - time: event time, nanoseconds since 1970 UTC; nil: as it was.
  func tell(_ record: DemoEvents.Record, name: String, system: String, at time: Int64? = nil) -> DemoEvents.Record {
    var text = String(decoding: record.bytes, as: UTF8.self)
    for (old, new) in [("platform-agent", "\(name)-agent"), ("checkout", system)] { text = text.replacing(old, with: new) }
    text = DemoRetelling.replace("eventID", DemoRetelling.freshIdentifier, in: text)
    if let time { text = DemoRetelling.replace("eventTime", Timestamp.format(time / second * second), in: text) }
    return DemoEvents.record(text, decoder)
  }

  private let second = Timestamp.nanosecondsPerSecond

  private static var freshIdentifier: String { "demo-\(String(UInt64.random(in: .min ... .max), radix: 16))" }

  private static func replace(_ field: String, _ value: String, in text: String) -> String {
    let key = "\"\(field)\":\""
    guard let start = text.firstRange(of: key)?.upperBound, let end = text[start...].firstIndex(of: "\"") else { return text }
    return text.replacingCharacters(in: start..<end, with: value)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
