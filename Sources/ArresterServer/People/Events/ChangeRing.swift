/// The newest changes under rising numbers, so that a reader that was away for a while goes on where it was.
struct ChangeRing {
  /// Of what was written since the numbers began; another begins anew.
  let epoch: String
  private(set) var last = 0
  private var changes: [[UInt8]] = []
  private let most: Int

  init(epoch: String, most: Int = 2_000) {
    self.epoch = epoch
    self.most = most
  }

  /// What a reader that has seen everything so far says it has seen.
  var place: String { "\(epoch)-\(last)" }

  /// - Returns: the event as it is sent.
  mutating func add(_ type: String, _ json: [UInt8]) -> [UInt8] {
    last += 1
    let event = ServerSentEvent.text(type, json, identifier: place)
    changes.append(event)
    if changes.count > most { changes.removeFirst(changes.count - most) }
    return event
  }

  /// What came after a place; nil where that is not known any more, or never was.
  func changes(after place: String) -> [[UInt8]]? {
    let parts = place.split(separator: "-")
    guard parts.count == 2, parts[0] == epoch, let number = Int(parts[1]), (last - changes.count...last).contains(number) else {
      return nil
    }
    return Array(changes.suffix(last - number))
  }
}

/// `text/event-stream`, as the HTML standard has it (section 9.2).
enum ServerSentEvent {
  /// - Parameter json: without line breaks.
  static func text(_ type: String, _ json: [UInt8], identifier: String? = nil) -> [UInt8] {
    Array((identifier.map { "id: \($0)\n" } ?? "").utf8) + Array("event: \(type)\ndata: ".utf8) + json + Array("\n\n".utf8)
  }
}
