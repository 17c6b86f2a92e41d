import Foundation
import Testing

@testable import ArresterAlerts

@Suite("What each receiver is sent")
struct MessageTests {
  private let link = "https://arrester.example.org/#/trips/0123456789abcdef0123456789abcdef"

  @Test("Slack's text cannot be made to call a channel or to pose as a link by a name")
  func slackEscapes() throws {
    for alert in Alerts.hostile {
      let message = try object(SlackMessage.body(alert, link: nil))
      let blocks = try #require(message["blocks"] as? [[String: Any]])
      // A header is plain text, in which Slack looks for nothing.
      for part in [message["text"] as Any] + blocks.dropFirst().map({ $0 as Any }) {
        #expect(!"\(part)".contains("<!channel>") && !"\(part)".contains("<https://evil"))
      }
    }
  }

  @Test("a Slack message links to the trip's page and says what was done")
  func slackLink() throws {
    let text = String(decoding: SlackMessage.body(Alerts.trip(.held), link: link), as: UTF8.self)
    #expect(text.contains("<\(link)|Open it>"))
    #expect(text.contains("Held for you to look at") && text.contains(TripDecision.held.words))
  }

  @Test("PagerDuty keeps a trip and what follows in one incident, and ends it when the trip has ended")
  func pagerDuty() throws {
    func event(_ alert: Alert) throws -> [String: Any] { try object(PagerDutyEvent.body(alert, routingKey: "key", link: link)) }
    let key = try event(Alerts.trip())["dedup_key"] as? String
    let actions = ["tripping": "trigger", "openUnenforced": "trigger", "open": "trigger", "probation": "acknowledge", "closed": "resolve"]
    for (state, action) in actions {
      let event = try event(Alerts.change(state))
      #expect(event["dedup_key"] as? String == key)
      #expect(event["event_action"] as? String == action, "\(state)")
    }
  }

  @Test("nobody is woken as for a stopped agent by one that was only recorded")
  func recordedOnly() throws {
    let event = try object(PagerDutyEvent.body(Alerts.trip(.recordedOnly), routingKey: "key", link: nil))
    #expect((event["payload"] as? [String: Any])?["severity"] as? String == "warning")
  }

  @Test("Alertmanager knows a trip and what follows by the same labels, until the end")
  func alertmanager() throws {
    let now = Alerts.start + 120 * Alerts.second
    func alert(_ alert: Alert) throws -> [String: Any] {
      let all = try JSONSerialization.jsonObject(with: Data(AlertmanagerAlert.body(alert, link: link, now: now))) as? [[String: Any]]
      return try #require(all?.first)
    }
    let labels = try #require(try alert(Alerts.trip())["labels"] as? [String: String])
    for state in ["open", "openUnenforced", "probation", "closed"] {
      #expect(try alert(Alerts.change(state))["labels"] as? [String: String] == labels)
    }
    #expect(try alert(Alerts.change("closed"))["endsAt"] as? String == "2023-11-14T22:15:20Z")
    #expect(try alert(Alerts.change("open"))["endsAt"] as? String == "2023-11-21T22:15:20Z")
    #expect(try alert(Alerts.trip(.recordedOnly))["endsAt"] as? String == "2023-11-14T23:15:20Z")
  }

  @Test("a signed message holds the finding itself, and is known by one identifier however often it is sent")
  func standard() throws {
    let receiver = Alerts.receiver(.webhook([Alerts.secret]))
    let (first, again) = (
      receiver.request(Alerts.trip(), now: Alerts.start), receiver.request(Alerts.trip(), now: Alerts.start + Alerts.second)
    )
    let body = try object(first.body)
    #expect(body["type"] as? String == "arrester.trip")
    let data = try #require(body["data"] as? [String: Any])
    #expect((data["finding"] as? [String: Any])?["class_uid"] as? Int == 2004)
    #expect(data["link"] as? String == link)
    func header(_ name: String, _ headers: [(name: String, value: String)]) -> String? { headers.first { $0.name == name }?.value }
    #expect(header("webhook-id", first.headers) == header("webhook-id", again.headers))
    #expect(first.body == again.body)
    #expect(header("webhook-signature", first.headers) != header("webhook-signature", again.headers))
  }

  @Test("every message has an identifier of its own")
  func identifiers() {
    #expect(
      Set((Alerts.all + [Alerts.change("closed")]).map(\.messageIdentifier)).count == Alerts.all.count - TripDecision.allCases.count + 1)
  }

  @Test("without a console there is no link")
  func noConsole() {
    for form in [AlertReceiver.Form.slack, .pagerDuty(routingKey: "key"), .alertmanager, .webhook([Alerts.secret])] {
      let text = String(decoding: Alerts.receiver(form, console: nil).request(Alerts.trip(), now: 0).body, as: UTF8.self)
      #expect(!text.contains("#/trips"))
    }
  }
}
