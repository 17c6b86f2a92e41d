@testable import ArresterEvents

/// What a record turned out to be, with copies that outlive the decoder's next record.
enum Outcome: Equatable {
  case change(ChangeEvent)
  case read
  case dataEvent
  case skipped
  case container([String])
  case deadLetter(DeadLetterReason)

  var event: ChangeEvent? {
    if case .change(let event) = self { event } else { nil }
  }

  /// `change`, `read` … or the dead letter's reason.
  var name: String {
    switch self {
    case .change: "change"
    case .read: "read"
    case .dataEvent: "dataEvent"
    case .skipped: "skipped"
    case .container: "container"
    case .deadLetter(let reason): reason.rawValue
    }
  }
}

extension RecordDecoder {
  convenience init() { self.init(model: TestModel.events) }

  func outcome(_ bytes: [UInt8]) -> Outcome {
    bytes.withUnsafeBytes { text in
      switch decode(text) {
      case .change(let frame): .change(ChangeEvent(frame))
      case .read: .read
      case .dataEvent: .dataEvent
      case .skipped: .skipped
      case .container: .container(innerRecords.map { String(decoding: text[$0], as: UTF8.self) })
      case .deadLetter(let reason): .deadLetter(reason)
      }
    }
  }

  func outcome(_ text: String) -> Outcome { outcome(Array(text.utf8)) }

  /// The outcome of a record, or of each record in a container, however deep.
  func outcomes(_ bytes: [UInt8]) -> [Outcome] {
    let first = outcome(bytes)
    guard case .container(let inner) = first else { return [first] }
    return inner.flatMap { outcomes(Array($0.utf8)) }
  }
}
