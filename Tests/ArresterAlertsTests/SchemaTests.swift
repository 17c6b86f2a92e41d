import Foundation
import Testing

@testable import ArresterAlerts

/// Bodies against what each receiver publishes about them (`Tests/Corpus/schemas`, each with its source), by PyPI's jsonschema: where
/// Python or that is missing there is nothing to ask.
@Suite("Bodies and the schemas of their receivers", .enabled(if: PythonSchema.isPossible))
struct SchemaTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../Corpus/schemas").path

  @Test(
    "each body is what its receiver takes, whatever names it holds", arguments: ["slack", "pagerduty", "alertmanager", "standard-webhooks"])
  func fits(schema: String) throws {
    let bodies = (Alerts.all + Alerts.hostile).flatMap { alert in
      ["https://arrester.example.org/#/trips/1", nil].map { SchemaTests.body(alert, schema, link: $0) }
    }
    let problems = try PythonSchema.problems(of: bodies, against: "\(SchemaTests.folder)/\(schema).schema.json")
    #expect(problems == [])
  }

  @Test("a schema that takes anything would show", arguments: ["slack", "pagerduty", "alertmanager", "standard-webhooks"])
  func bites(schema: String) throws {
    let problems = try PythonSchema.problems(
      of: [Array("{}".utf8), Array("[{}]".utf8)], against: "\(SchemaTests.folder)/\(schema).schema.json")
    #expect(problems.count == 2)
  }

  private static func body(_ alert: Alert, _ schema: String, link: String?) -> [UInt8] {
    switch schema {
    case "slack": SlackMessage.body(alert, link: link)
    case "pagerduty": PagerDutyEvent.body(alert, routingKey: String(repeating: "0", count: 32), link: link)
    case "alertmanager": AlertmanagerAlert.body(alert, link: link, now: Alerts.start)
    default: StandardMessage.body(alert, link: link)
    }
  }
}

/// PyPI's jsonschema, where it is there.
private enum PythonSchema {
  static let isPossible = (try? run("import jsonschema; print('yes')", [], input: "")) == "yes\n"

  private static let script = """
    import base64, json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for number, line in enumerate(sys.stdin):
        error = next(validator.iter_errors(json.loads(base64.b64decode(line))), None)
        if error: print(f"{number}: {error.json_path}: {error.message[:200]!r}")
    """

  /// One line for each body that does not fit.
  static func problems(of bodies: [[UInt8]], against schema: String) throws -> [String] {
    let input = bodies.map { Data($0).base64EncodedString() + "\n" }.joined()
    return try run(script, [schema], input: input).split(separator: "\n").map(String.init)
  }

  private static func run(_ script: String, _ arguments: [String], input: String) throws -> String {
    let (process, output) = (Process(), Pipe())
    let file = FileManager.default.temporaryDirectory.appending(path: "arrester-\(UUID().uuidString)")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return text
  }
}
