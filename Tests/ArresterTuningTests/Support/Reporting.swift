import Arrester
import ArresterBase
import ArresterEngine
import Foundation
import FoundationXML

@testable import ArresterTuning

/// A replay with a report, in memory.
struct Reporting {
  let facts: ReplayFacts
  let result: Replay.Result

  init(
    _ records: [[UInt8]], kinds: [String] = [], bounds: ReportBounds = ReportBounds(), _ change: (inout Replay.Options) -> Void = { _ in },
    stop: (() -> Bool)? = nil
  ) throws {
    var model = try TestModel.load()
    model.declare(kinds.compactMap(KindDeclaration.init))
    var options = Replay.Options()
    change(&options)
    let replay = Replay(model: model, options: options)
    let collector = ReportCollector(bounds: bounds)
    replay.observer = collector
    replay.shouldStop = stop
    result = try replay.run(records: records, clock: MonthLater())
    facts = collector.facts(of: result, run: Reporting.run)
  }

  init(_ records: [String], kinds: [String] = [], bounds: ReportBounds = ReportBounds()) throws {
    try self.init(records.map { Array($0.utf8) }, kinds: kinds, bounds: bounds)
  }

  static let run = RunFacts(
    command: "arrester replay x", version: "0", modelName: "default", modelPath: "models/default.json", inputs: ["x"], files: 1, bytes: 100,
    kinds: [])

  /// Without what the clock decides.
  var timelessJSON: String { timeless.json.text }
  var timelessPage: String { timeless.html }

  private var timeless: ReplayFacts {
    var facts = facts
    facts.summary.seconds = 0
    return facts
  }

  func principal(_ name: String) -> PrincipalFacts? { facts.principals.first { $0.key.principal.hasSuffix(name) } }
}

/// One record of CloudTrail, from what a report shows of it.
struct ReportedCall {
  var role = "claude-deploy"
  var name = "DeleteFunction20150331"
  var source = "lambda.amazonaws.com"
  var region = "eu-west-1"
  var error: String?
  /// What is called for, as the request names it.
  var thing = "orders"

  /// - Parameter seconds: after 2026-01-05T09:00:00Z.
  func record(_ seconds: Int, id: String) -> String {
    let time = Timestamp.format(Simulation.defaultMidnight + Int64(9 * 3600 + seconds) * Timestamp.nanosecondsPerSecond)
    var json = JSONText()
    json.object { json in
      json.field("eventTime", time)
      json.field("eventSource", source)
      json.field("eventName", name)
      json.field("awsRegion", region)
      json.field("eventID", id)
      json.field("readOnly", false)
      json.field("recipientAccountId", "111122223333")
      if let error { json.field("errorCode", error) }
      json.key("requestParameters")
      json.object { $0.field("functionName", thing) }
      json.key("userIdentity")
      json.object { json in
        json.field("type", "AssumedRole")
        json.field("arn", "arn:aws:sts::111122223333:assumed-role/\(role)/run-1")
        json.field("accountId", "111122223333")
        json.key("sessionContext")
        json.object { json in
          json.key("sessionIssuer")
          json.object { $0.field("arn", "arn:aws:iam::111122223333:role/\(role)") }
        }
      }
    }
    return json.text
  }

  /// So many, each of another thing, a second apart.
  func records(_ count: Int, from first: Int, id: String = "e") -> [String] {
    (0..<count).map { index in
      var call = self
      call.thing = "\(thing)-\(index)"
      return call.record(first + index, id: "\(id)-\(first)-\(index)")
    }
  }
}

/// Whether text is well-formed XML, and what elements it has: the page is written so that it is both.
final class PageReader: NSObject, XMLParserDelegate {
  private(set) var elements: [String: Int] = [:]
  private(set) var identifiers: Set<String> = []
  private(set) var links: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var text = ""

  /// nil where the page is not well-formed.
  init?(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes given: [String: String]
  ) {
    elements[name, default: 0] += 1
    attributes.formUnion(given.keys)
    if let identifier = given["id"] { identifiers.insert(identifier) }
    if let link = given["href"] { links.insert(link) }
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
}
