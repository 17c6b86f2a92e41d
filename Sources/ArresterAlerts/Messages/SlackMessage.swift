import ArresterBase

/// The body of a Slack incoming webhook: a text for notifications, and blocks (Block Kit) for the channel.
///
/// Limits are those of Slack's reference of blocks: header 150 characters, text of a section 3,000, of one of its at most ten fields 2,000.
enum SlackMessage {
  private static let mostHeader = 150
  private static let mostText = 3000
  private static let mostField = 2000
  private static let mostFields = 10

  static func body(_ alert: Alert, link: String?) -> [UInt8] {
    var json = JSONText(capacity: 2048)
    json.object { json in
      json.field("text", escaped("\(alert.title). \(alert.message)").cut(to: mostText))
      json.key("blocks")
      json.array { json in
        writeHeader(alert.title, &json)
        writeSection(alert, &json)
        if !alert.facts.isEmpty { writeFacts(alert.facts, &json) }
        writeContext(alert, link, &json)
      }
    }
    return json.bytes
  }

  private static func writeHeader(_ title: String, _ json: inout JSONText) {
    json.object { json in
      json.field("type", "header")
      json.key("text")
      json.object { json in
        json.field("type", "plain_text")
        json.field("text", title.cut(to: mostHeader))
      }
    }
  }

  private static func writeSection(_ alert: Alert, _ json: inout JSONText) {
    var text = alert.message
    if case .trip(let decision) = alert.subject { text += "\n" + decision.words }
    json.object { json in
      json.field("type", "section")
      json.key("text")
      write(escaped(text).cut(to: mostText), &json)
    }
  }

  private static func writeFacts(_ facts: [AlertFact], _ json: inout JSONText) {
    json.object { json in
      json.field("type", "section")
      json.key("fields")
      json.array { json in
        for fact in facts.prefix(mostFields) { write("*\(escaped(fact.name))*\n\(escaped(fact.value))".cut(to: mostField), &json) }
      }
    }
  }

  private static func writeContext(_ alert: Alert, _ link: String?, _ json: inout JSONText) {
    var text = alert.identifier
    if let link { text += " · <\(escaped(link))|Open it>" }
    json.object { json in
      json.field("type", "context")
      json.key("elements")
      json.array { write(text, &$0) }
    }
  }

  private static func write(_ text: String, _ json: inout JSONText) {
    json.object { json in
      json.field("type", "mrkdwn")
      json.field("text", text)
    }
  }

  /// Names are chosen by those who are watched: none may call a channel or pose as a link.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
