import Foundation
import Testing

@testable import ArresterCLI

@Suite("the built program", .enabled(if: ProgramRun.program != nil, ProgramRun.isAbsent))
struct ProgramTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func trips(_ name: String = "events.jsonl") throws -> String { try folder.write(name, AgentStory.text) }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  // MARK: Help and usage

  @Test("every command helps, on standard output", arguments: CommandTable.all.map(\.name))
  func help(name: String) throws {
    let words = name.split(separator: " ").map(String.init)
    let run = try ProgramRun(words + ["--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("Usage: arrester \(name)"))
    #expect(run.output.contains("Example:"))
    #expect(run.errors.isEmpty)
  }

  @Test("the overview names every command")
  func overview() throws {
    let run = try ProgramRun(["--help"])
    #expect(run.status == 0)
    for command in CommandTable.all { #expect(run.output.contains("  \(command.name) ")) }
  }

  @Test(
    "wrong usage is status 2, says what is wrong and where to read more, and nothing on standard output",
    arguments: [
      ([], "no command"), (["fly"], "fly"), (["replay"], "FILE"), (["replay", "--colour", "x"], "--colour"),
      (["replay", "--shards", "0", "x"], "--shards"),
      (["replay", "--restore-after", "soon", "x"], "soon"), (["replay", "--kind", "x=robot", "x"], "robot"),
      (["load", "x"], "--bootstrap"),
      (["model", "explain", "nonsense"], "nonsense"), (["model"], "model"),
      (["replay", "--model", "/none/model.json", "x"], "/none/model.json"),
      (["completions", "fish"], "fish"), (["serve", "--topic", "t"], "kafka.bootstrapServers"),
      (["serve", "--configuration", "/none.yaml"], "/none.yaml"),
    ] as [([String], String)])
  func wrongUsage(arguments: [String], found: String) throws {
    let run = try ProgramRun(arguments)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("arrester: "))
    #expect(run.errors.contains(found), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("what differs between two models is said as looser and tighter, each with its numbers")
  func modelDiff() throws {
    let models = PackageModels.path
    for name in try FileManager.default.contentsOfDirectory(atPath: models) where name.hasPrefix("aws-") || name.hasPrefix("kubernetes-") {
      try FileManager.default.copyItem(atPath: "\(models)/\(name)", toPath: "\(folder.path)/\(name)")
    }
    let text = try String(contentsOfFile: models + "/default.json", encoding: .utf8)
      .replacing(#""velocity", "windowSeconds": 60, "soft": 60"#, with: #""velocity", "windowSeconds": 60, "soft": 50"#)
      .replacing(#""severity", "windowSeconds": 300, "hard": 24"#, with: #""severity", "windowSeconds": 300, "hard": 30"#)
    let run = try ProgramRun(["model", "diff", models + "/default.json", try folder.write("other.json", text)])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("looser") && $0.contains("severity") && $0.contains("24") && $0.contains("30") }, "\(run.output)")
    #expect(
      lines.contains { $0.hasPrefix("tighter") && $0.contains("velocity") && $0.contains("60") && $0.contains("50") }, "\(run.output)")
    #expect(try ProgramRun(["model", "diff", models + "/default.json", models + "/default.json"]).output.hasPrefix("the same model"))
  }

  @Test("a file that is not there is wrong usage that names it")
  func missingFile() throws {
    let run = try ProgramRun(["replay", try trips(), folder.path + "/none.jsonl"])
    #expect(run.status == 2)
    #expect(run.errors.contains("none.jsonl"))
    #expect(run.output.isEmpty)
  }

  @Test("what fails at work is status 1: a summary that cannot be written")
  func failure() throws {
    let run = try ProgramRun(["replay", "--summary", folder.path + "/no/such/folder/x.json", try trips()])
    #expect(run.status == 1)
    #expect(run.errors.contains("arrester: "))
  }

  // MARK: Replay

  @Test("--fail-on-trip is status 3 where something tripped, and only there")
  func failOnTrip() throws {
    let quiet = try folder.write("quiet.jsonl", AgentStory.lines[0])
    #expect(try ProgramRun(["replay", try trips()]).status == 0)
    #expect(try ProgramRun(["replay", "--fail-on-trip", try trips()]).status == 3)
    #expect(try ProgramRun(["replay", "--fail-on-trip", quiet]).status == 0)
    #expect(try ProgramRun(["replay", "--fail-on-trip", "--kind", "*=human", try trips()]).status == 0)
  }

  @Test("the table and the JSON lines say the same")
  func tableAndJSON() throws {
    let path = try trips()
    let json = try ProgramRun(["replay", "--json", path])
    let table = try ProgramRun(["replay", path])
    let rows = Array(table.lines.dropFirst())
    #expect(table.lines.first?.split(separator: " ").map(String.init) == ["TIME", "TYPE", "RULE", "KIND", "PRINCIPAL", "WHY"])
    #expect(rows.count == json.lines.count)
    for (row, line) in zip(rows, json.lines) {
      let object = try object(line)
      for key in ["time", "type", "kind", "principal"] { #expect(row.contains(try #require(object[key] as? String)), "\(key)") }
      #expect(row.contains(object["rule"] as? String ?? " - "))
    }
    #expect(json.lines.contains { $0.contains(#""rule":"recreated""#) })
  }

  @Test("where nothing tripped, the table says so and JSON says nothing")
  func nothing() throws {
    let read = #"{"eventTime":"2026-01-02T03:04:05Z","eventName":"DescribeInstances","eventSource":"ec2.amazonaws.com"}"#
    let path = try folder.write("read.jsonl", read)
    #expect(try ProgramRun(["replay", path]).output == "Nothing tripped, and nothing came near it.\n")
    #expect(try ProgramRun(["replay", "--json", path]).output.isEmpty)
  }

  @Test("where there was no event, it says that nothing was judged")
  func noEvent() throws {
    let path = try folder.write("empty.jsonl", "")
    #expect(try ProgramRun(["replay", path]).output == "No event was read, so nothing was judged.\n")
  }

  @Test("the same bytes on every run, with any number of shards, from a file or standard input")
  func sameBytes() throws {
    let path = try trips()
    let expected = try ProgramRun(["replay", "--json", path]).output
    #expect(!expected.isEmpty)
    #expect(try ProgramRun(["replay", "--json", path]).output == expected)
    #expect(try ProgramRun(["replay", "--json", "--shards", "3", path]).output == expected)
    #expect(try ProgramRun(["replay", "--json", "--as-arrived", path]).output == expected)
    #expect(try ProgramRun(["replay", "--json", "-"], input: AgentStory.text).output == expected)
    #expect(
      try ProgramRun(["replay", "--json", "-"], input: "{\"Records\":[" + AgentStory.lines.joined(separator: ",") + "]}").output == expected
    )
  }

  @Test("--summary writes one JSON object that agrees with what was printed")
  func summary() throws {
    let path = folder.path + "/summary.json"
    let run = try ProgramRun(["replay", "--summary", path, try trips()])
    let text = try folder.read("summary.json")
    #expect(text.hasSuffix("}\n"))
    let summary = try object(text)
    #expect(summary["recordsRead"] as? Int == 2)
    #expect(summary["events"] as? Int == 2)
    #expect(summary["trips"] as? Int == 1)
    #expect(run.errors.contains("2 records read: 2 events"))
    #expect(run.errors.contains("1 trips"))
  }

  @Test("a dead letter is named with its place, on standard error")
  func deadLetters() throws {
    let path = try folder.write("damaged.jsonl", AgentStory.lines[0] + "\nnot JSON\n" + AgentStory.lines[1])
    let run = try ProgramRun(["replay", path])
    #expect(run.status == 0)
    #expect(run.errors.contains("\(path):2: not JSON"))
    #expect(run.output.contains("recreated"))
  }

  @Test("without a terminal nothing is coloured and no progress is shown", arguments: [[:], ["NO_COLOR": "1"], ["TERM": "xterm-256color"]])
  func noControlCharacters(environment: [String: String]) throws {
    for arguments in [
      ["replay", try trips()], ["replay", "--json", try trips()], ["--help"], ["version"], ["model", "explain", "rds:DeleteDBInstance"],
    ] {
      let run = try ProgramRun(arguments, environment: environment)
      for text in [run.output, run.errors] { #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }, "\(arguments)") }
    }
  }

  // MARK: Models

  @Test("model check says what the model is, or everything that is wrong with it")
  func modelCheck() throws {
    let good = try ProgramRun(["model", "check"])
    #expect(good.status == 0)
    #expect(good.output.contains("is valid; sha256:"))
    let bad = try ProgramRun(["model", "check", try folder.write("model.json", "{}")])
    #expect(bad.status == 2)
    #expect(bad.errors.contains("cannot be used"))
    #expect(bad.output.isEmpty)
  }

  @Test(
    "model explain says what an action counts as, and by which rule",
    arguments: [
      ("rds:DeleteDBInstance", "delete", "oneStrike"), ("elasticloadbalancing:DeleteRule", "delete, severity 0", "override"),
      ("lambda:RemovePermission20150331v2", "disrupt", "permission"), ("ec2:DescribeInstances", "read", "accessLevel"),
      ("cloudtrail:StopLogging", "disrupt", "oneStrike"), ("nowhere:FrobnicateThing", "unknown", "nowhere:FrobnicateThing"),
    ])
  func modelExplain(action: String, effect: String, mention: String) throws {
    let run = try ProgramRun(["model", "explain", action])
    #expect(run.status == 0)
    #expect(run.lines.contains { $0.hasPrefix("  effect") && $0.contains(effect) }, "\(run.output)")
    #expect(run.output.contains(mention), "\(run.output)")
    let json = try object(try ProgramRun(["model", "explain", "--json", action]).output)
    #expect(effect.hasPrefix(try #require(json["effect"] as? String)))
    #expect(json["decidedBy"] is String)
  }

  @Test("model explain without an action says the limits, and how far a baseline may raise which")
  func modelExplainLimits() throws {
    let run = try ProgramRun(["model", "explain"])
    #expect(run.status == 0)
    #expect(run.lines.contains("  velocity in 60 s: soft 60, by a baseline at most 240"), "\(run.output)")
    #expect(run.lines.contains("  destroyed in 300 s: soft 5, hard 10") && run.output.contains("No hard limit moves"))
    let json = try object(try ProgramRun(["model", "explain", "--json"]).output)
    let limits = try #require(json["limits"] as? [[String: Any]])
    let raised = limits.filter { $0["softAtMost"] != nil }
    #expect(!raised.isEmpty && raised.allSatisfy { $0["signal"] as? String == "velocity" })
    #expect((json["baseline"] as? [String: Any])?["alpha"] as? Double == 1e-6)
  }

  @Test("several actions come one after another, in JSON one a line")
  func severalActions() throws {
    let run = try ProgramRun(["model", "explain", "--json", "rds:DeleteDBInstance", "s3:DeleteBucket"])
    let actions = try run.lines.compactMap { try object($0)["action"] as? String }
    #expect(actions == ["rds:DeleteDBInstance", "s3:DeleteBucket"])
  }

  // MARK: Serve, as far as no cluster is needed

  @Test("serve --check accepts a right configuration and names everything that is wrong with another")
  func serveCheck() throws {
    let right = try folder.write("right.yaml", "kafka: {bootstrapServers: '127.0.0.1:9092', topics: [events]}\n")
    let good = try ProgramRun(["serve", "--check", "--configuration", right])
    #expect(good.status == 0)
    #expect(good.output.contains("the configuration is valid"))
    let wrong = try folder.write(
      "wrong.yaml", "kafka: {bootstrapServers: '127.0.0.1:9092', topics: [events], startAt: soon}\nmode: sometimes\nmodle: x\n")
    let bad = try ProgramRun(["serve", "--check", "--configuration", wrong])
    #expect(bad.status == 2)
    for found in ["kafka.startAt", "mode", "modle"] { #expect(bad.errors.contains(found), "\(bad.errors)") }
  }

  @Test("flags beat the environment, which beats the file")
  func precedence() throws {
    let file = try folder.write("c.yaml", "kafka: {bootstrapServers: '127.0.0.1:9092', topics: [events], startAt: soon}\n")
    let check = ["serve", "--check", "--configuration", file]
    #expect(try ProgramRun(check).status == 2)
    #expect(try ProgramRun(check, environment: ["ARRESTER_KAFKA_START_AT": "earliest"]).status == 0)
    #expect(
      try ProgramRun(["serve", "--check", "--topic", "t"], environment: ["ARRESTER_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9092"]).status == 0)
    #expect(try ProgramRun(check + ["--bootstrap", "x:y"], environment: ["ARRESTER_KAFKA_START_AT": "earliest"]).status == 2)
  }

  @Test("the version names the program and the libraries under it")
  func version() throws {
    let run = try ProgramRun(["--version"])
    #expect(run.status == 0)
    #expect(run.output.contains("librdkafka"))
    #expect(run.output == (try ProgramRun(["version"])).output)
  }

  @Test("a completion script is a script that bash accepts")
  func completions() throws {
    let script = try folder.write("completion.bash", try ProgramRun(["completions", "bash"]).output)
    let bash = Process()
    bash.executableURL = URL(fileURLWithPath: "/bin/bash")
    bash.arguments = ["-n", script]
    try bash.run()
    bash.waitUntilExit()
    #expect(bash.terminationStatus == 0)
  }
}
