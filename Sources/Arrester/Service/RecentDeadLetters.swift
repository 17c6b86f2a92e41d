import ArresterBase

/// The newest dead letters, with the beginning of each record. The topic has all of them.
struct RecentDeadLetters {
  private var letters: [(letter: DeadLetter, at: Int64)] = []

  static let most = 50
  /// Of a record: enough to see what it was.
  static let mostBytes = 400

  /// - Parameter wallTime: nanoseconds since 1970 UTC.
  mutating func add(_ new: [DeadLetter], at wallTime: Int64) {
    for var letter in new.suffix(RecentDeadLetters.most) {
      letter.bytes = Array(letter.bytes.prefix(RecentDeadLetters.mostBytes))
      letters.append((letter, wallTime))
    }
    if letters.count > RecentDeadLetters.most { letters.removeFirst(letters.count - RecentDeadLetters.most) }
  }

  /// The newest first, an object each.
  var json: [[UInt8]] {
    letters.reversed().map { letter, wallTime in
      var json = JSONText(capacity: 1024)
      json.object { json in
        json.field("reason", letter.reason.rawValue)
        json.field("place", "\(letter.place)")
        json.field("at", Timestamp.format(wallTime))
        json.field("sha256", letter.sha256)
        json.field("beginning", String(decoding: letter.bytes, as: UTF8.self))
      }
      return json.bytes
    }
  }
}
