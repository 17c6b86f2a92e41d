import ArresterBase
import Foundation
import Testing

@testable import ArresterCLI

/// `arrester replay --report` and what happens when somebody stops it, as people run it.
@Suite(.enabled(if: ProgramRun.program != nil, ProgramRun.isAbsent))
struct ReplayReportProgramTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("it writes a page, an object and tables, and prints what it prints without them")
  func written() throws {
    let events = try folder.write("events.jsonl", AgentStory.text)
    let plain = try ProgramRun(["replay", "--json", events])
    let reports = ["--report", "\(folder.path)/r.html", "--report", "\(folder.path)/r.json", "--csv", "\(folder.path)/tables"]
    let run = try ProgramRun(["replay", "--json"] + reports + [events])
    #expect(run.status == 0 && run.output == plain.output && !plain.output.isEmpty)
    let page = try folder.read("r.html")
    #expect(page.contains("would have tripped") && page.contains("claude-deploy") && page.hasSuffix("</html>\n"))
    let facts = try object(try folder.read("r.json"))
    #expect((facts["stories"] as? [Any])?.count == 1)
    let command = try #require((facts["run"] as? [String: Any])?["command"] as? String)
    #expect(command.hasPrefix("arrester replay --json --report") && command.hasSuffix("events.jsonl"))
    #expect(try folder.read("tables/trips.csv").contains("recreated"))
  }

  @Test("the table for people is the same too")
  func sameTable() throws {
    let events = try folder.write("events.jsonl", AgentStory.text)
    #expect(try ProgramRun(["replay", events]).output == ProgramRun(["replay", "--report", "\(folder.path)/r.html", events]).output)
  }

  @Test("a report that cannot be written is wrong usage before anything is read", arguments: ["x.pdf", "none/x.html", "report"])
  func wrongName(name: String) throws {
    let run = try ProgramRun(["replay", "--report", "\(folder.path)/\(name)", try folder.write("events.jsonl", AgentStory.text)])
    #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("\(folder.path)/\(name)"))
  }

  @Test("stopped, it judges what it has read, says that this is a part, and fails")
  func stopped() throws {
    let process = Process()
    let (input, errors) = (Pipe(), Pipe())
    process.executableURL = ProgramRun.program
    process.arguments = ["replay", "--report", "\(folder.path)/r.html", "--summary", "\(folder.path)/s.json", "-"]
    process.environment = ProcessInfo.processInfo.environment.merging(["ARRESTER_MODELS": "\(PackageModels.path)"]) { $1 }
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    // Far more than a pipe holds: once it is written the program is reading, and it waits for more.
    try input.fileHandleForWriting.write(contentsOf: Data((0..<2000).map { _ in AgentStory.text }.joined().utf8))
    process.interrupt()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 1)
    #expect(said.contains("PARTIAL: The replay was stopped after"))
    #expect(try folder.read("r.html").contains("Partial. "))
    let summary = try object(try folder.read("s.json"))
    #expect(summary["partial"] as? Bool == true && (summary["events"] as? Int ?? 0) > 100)
  }

  @Test("a word that a shell would take apart is quoted in the command")
  func quoted() {
    #expect(["a/b.json", "*=agent", "it's", ""].map(ShellText.quoted) == ["a/b.json", "'*=agent'", #"'it'\''s'"#, "''"])
  }

  @Test("progress has a rate and the time left, for reading and for judging")
  func progress() {
    #expect(
      ReplayProgressLine.words(.read(bytes: 250_000_000), totalBytes: 1_000_000_000, seconds: 5)
        == "250 MB of 1000 MB read (25 %), 50 MB/s, 15 s left")
    #expect(ReplayProgressLine.words(.read(bytes: 250_000_000), totalBytes: 0, seconds: 5) == "250 MB read, 50 MB/s")
    #expect(
      ReplayProgressLine.words(.judged(changes: 4096, of: 1_000_000), totalBytes: 1, seconds: 2)
        == "judged 4096 of 1000000 changes (0 %), 2048/s, 8 min left")
    #expect(ReplayProgressLine.words(.judged(changes: 10, of: 10), totalBytes: 1, seconds: 0) == "judged 10 of 10 changes (100 %), 10000/s")
  }
}
