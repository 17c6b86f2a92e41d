import ArresterBase
import ArresterBreaker

/// What is told to receivers that are not ours: the body of a webhook, and the value on the topic of commands.
///
/// ```
/// {"id":"msg_…","type":"arrester.breaker.deny","data":{"platform":"aws","scope":"…","principal":"…","kind":"agent",
///  "trip":"…","session":"…","extent":"allWrites","revision":7}}
/// ```
///
/// The same order gives the same bytes: no time and no name of an instance stands in it.
struct BreakerMessage: Sendable, Equatable {
  let identifier: String
  let type: String
  let body: [UInt8]

  init(_ order: DenyOrder) {
    let identifier = BreakerMessage.identifier(of: order)
    let type = order.extent.messageType
    var json = JSONText()
    json.object { json in
      json.field("id", identifier)
      json.field("type", type)
      json.key("data")
      json.object { BreakerMessage.write(order, to: &$0) }
    }
    self.identifier = identifier
    self.type = type
    body = json.bytes
  }

  /// Whether a receiver can be reached and takes our signature; asks it to do nothing.
  /// - Parameter time: nanoseconds since 1970 UTC; each check is another message.
  init(checkAt time: Int64) {
    identifier = "msg_check_\(time)"
    type = "arrester.check"
    var json = JSONText()
    json.object { [identifier, type] json in
      json.field("id", identifier)
      json.field("type", type)
      json.key("data")
      json.object { _ in }
    }
    body = json.bytes
  }

  /// For a receiver that drops repeats: the same for each try of an order, by any instance, and for no other order.
  private static func identifier(of order: DenyOrder) -> String {
    let key = order.key.recordKey(type: .breaker)
    let parts = [key, order.trip ?? "", order.session ?? "", order.extent.rawValue, String(order.revision)]
    return "msg_" + SHA256.identifier(of: parts)
  }

  private static func write(_ order: DenyOrder, to json: inout JSONText) {
    json.field("platform", order.key.platform.name)
    json.field("scope", order.key.homeScope)
    json.field("principal", order.key.principal)
    json.field("kind", order.key.kind.name)
    if let trip = order.trip { json.field("trip", trip) }
    if let session = order.session { json.field("session", session) }
    json.field("extent", order.extent.rawValue)
    json.field("revision", Int(clamping: order.revision))
  }
}

extension DenyOrder.Extent {
  fileprivate var messageType: String {
    switch self {
    case .allWrites: "arrester.breaker.deny"
    case .destructiveWrites: "arrester.breaker.narrow"
    case .nothing: "arrester.breaker.restore"
    }
  }
}
