import ArresterAlerts
import ArresterEnforcement
import Foundation
import Synchronization

/// Alerts as findings make them.
enum Alerts {
  static let second: Int64 = 1_000_000_000
  static let start: Int64 = 1_700_000_000 * second

  static func trip(_ decision: TripDecision = .tripping, principal: String = "arn:aws:iam::1:role/agent") -> Alert {
    var alert = Alert(
      .trip(decision), identifier: "0123456789abcdef0123456789abcdef", principal: principal, platform: "aws", scope: "111122223333",
      startedAt: start, time: start, message: "agent \(principal) tripped ceiling: destroyed 12 of 10 in 300 s")
    alert.facts = [AlertFact("Platform", "aws"), AlertFact("Changes, destroyed", "14, 12")]
    alert.finding = Array(#"{"class_uid":2004}"#.utf8)
    return alert
  }

  static func change(_ state: String) -> Alert {
    var alert = trip()
    alert.subject = .change(state: state)
    alert.time = start + 60 * second
    return alert
  }

  static var page: Alert {
    var alert = trip()
    alert.subject = .page
    return alert
  }

  static var warnings: Alert {
    var digest = WarningDigest()
    digest.add(principal: "a", message: "agent a comes near its limits", at: start)
    return digest.take(for: "chat", at: start + second)!
  }

  /// One of each sort.
  static let all: [Alert] =
    TripDecision.allCases.map { trip($0) }
    + ["tripping", "open", "openUnenforced", "probation", "closed", "capped", "held", "forcedOpen", "exempt"].map(change) + [
      page, warnings,
    ]

  /// What was asked for with names as hostile as names can be, and as long.
  static let hostile: [Alert] = [
    "<!channel> & <https://evil.example|click>", String(repeating: "ü", count: 9_000), "\u{0}\"\\\n\u{7F}", "",
  ].map {
    var alert = trip(principal: $0)
    alert.facts = (0..<40).map { AlertFact("fact \($0) <\($0)>", alert.principal) }
    return alert
  }

  static func receiver(_ form: AlertReceiver.Form, console: String? = "https://arrester.example.org") -> AlertReceiver {
    AlertReceiver(
      name: "chat", form: form, address: try! WebhookAddress("https://hooks.example.org/T0/secret", allowInsecure: false),
      timeoutNanoseconds: second, console: console)
  }

  static let secret = try! WebhookSecret("whsec_" + Data(repeating: 7, count: 32).base64EncodedString())
}

func object(_ bytes: [UInt8]) throws -> [String: Any] {
  try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
}

/// Answers as told, and keeps what it was sent.
final class ScriptedTransport: HTTPTransport {
  private let answers: Mutex<[Result<InboundAnswer, TransportError>]>
  private let sent = Mutex<[OutboundRequest]>([])

  init(_ answers: [Result<InboundAnswer, TransportError>]) { self.answers = Mutex(answers) }

  var requests: [OutboundRequest] { sent.withLock(\.self) }

  func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer {
    sent.withLock { $0.append(request) }
    return try answers.withLock { $0.removeFirst() }.get()
  }
}
