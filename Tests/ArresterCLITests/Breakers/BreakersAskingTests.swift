import ArresterBase
import Testing

@testable import ArresterBreaker
@testable import ArresterCLI
@testable import ArresterServer

@Suite("arrester breakers, asking")
struct BreakersAskingTests {
  private let service = ServiceInProcess()

  private func request(_ output: String) throws -> String {
    String(try #require(output.firstMatch(of: /r-[0-9a-f]{12}/)).output)
  }

  @Test("opens a breaker that is there, or a principal that never tripped")
  func open() async throws {
    _ = service.makeTrip("deploy-agent")
    #expect(try await BreakersRun(service, "open", "--reason", "r", "deploy-agent").output.contains("is done (open -> forcedOpen)"))
    #expect(service.breaker("deploy-agent")?.state == .forcedOpen)
    let run = try await BreakersRun(
      service, "open", "--reason", "r", "--platform", "kubernetes", "--scope", "prod", "--kind", "agent", "agent*")
    #expect(run.errors.contains("no glob"))
    #expect(service.breaker("agent*")?.state == .forcedOpen)
  }

  @Test("a principal that never tripped is named in full", arguments: [["--kind", "agent"], ["--platform", "aws", "--scope", "1"]])
  func halfNamed(more: [String]) async throws {
    guard
      case .run(_, let options) = try Invocation.resolve(
        ["breakers", "open", "--reason", "r", "x"] + more, table: CommandTable.breakers, environment: [:])
    else { return }
    let client = ServiceClient(address: "http://127.0.0.1:1", token: "olga", transport: service)
    let command = BreakersCommand(client: client, options: options, clock: ServiceInProcess.clock, output: { _ in }, errors: { _ in })
    await #expect(throws: UsageError.self) { try await command.run() }
    #expect(service.state.withLock { $0.requests.isEmpty })
  }

  @Test("says who has to agree, and with which command; a second and a third person do")
  func restore() async throws {
    let identifier = service.makeTrip("deploy-agent")
    let asked = try await BreakersRun(service, "restore", "--reason", "seen", identifier).output
    #expect(asked.contains("waits for 2 others until"))
    let request = try request(asked)
    #expect(asked.contains("arrester breakers approve \(request)"))
    #expect(try await BreakersRun(service, "requests").output.contains("0 of 2"))
    #expect(try await BreakersRun(service, as: "anna", "approve", request).output.contains("waits for one other person"))
    #expect(try await BreakersRun(service, as: "carl", "approve", request).output.contains("is done (open -> probation)"))
    #expect(service.breaker("deploy-agent")?.state == .probation)
    #expect(try await BreakersRun(service, "requests").output == "Nothing is asked for.")
    #expect(try await BreakersRun(service, "requests", "--all").output.contains(request))
  }

  @Test("what the service refuses is said in its own sentence")
  func refused() async throws {
    let identifier = service.makeTrip("deploy-agent")
    let request = try request(try await BreakersRun(service, "restore", "--reason", "r", identifier).output)
    #expect(await failure { try await BreakersRun(service, "approve", request) }.contains("has not the role approver"))
    #expect(await failure { try await BreakersRun(service, as: "vera", "halt", "--reason", "r") }.contains("vera lacks the role operator"))
    #expect(await failure { try await BreakersRun(service, as: "mallory", "list") }.contains("the token is not known here"))
    #expect(await failure { try await BreakersRun(service, "dismiss", "--reason", "r", identifier) }.contains("the breaker is open"))
    #expect(await failure { try await BreakersRun(service, as: "anna", "approve", "r-\u{1B}") }.contains("no request has this identifier"))
    #expect(try await BreakersRun(service, as: "anna", "refuse", "--reason", "not yet", request).output.contains("is refused (not yet)"))
    #expect(await failure { try await BreakersRun(service, "withdraw", request) }.contains("it is refused since"))
  }

  @Test("a looser model is asked for by one and agreed to by another, with the same command")
  func posture() async throws {
    let words = ["model", "approve", "--reason", "tuned on October", "sha256:\(String(repeating: "0f", count: 32))"]
    let asked = try await BreakersRun(service, as: "olga", command: words) { try await $0.approvePosture() }
    #expect(asked.output.contains("waits for one other person") && asked.errors.contains("Another person has to agree"), "\(asked)")
    let agreed = try await BreakersRun(service, as: "anna", command: words) { try await $0.approvePosture() }
    #expect(agreed.errors.contains("olga has asked for it") && agreed.errors.contains("tuned on October"), "\(agreed)")
    #expect(try await BreakersRun(service, "requests", "--all").output.components(separatedBy: "r-").count == 2, "one request")
  }

  @Test("a change that is not in the audit log yet is told apart")
  func notRecorded() async throws {
    let identifier = service.makeTrip("deploy-agent")
    service.state.withLock { $0.isRecorded = false }
    #expect(try await BreakersRun(service, "open", "--reason", "r", identifier).output.contains("not in the audit log yet"))
    let said = await failure { try await BreakersRun(service, "halt", "--reason", "r") }
    #expect(said.contains("waits for that") && said.contains("again in 2 s"))
  }

  @Test("an exemption ends at a time or after one")
  func exempt() async throws {
    let identifier = service.makeTrip("deploy-agent")
    #expect(
      try await BreakersRun(service, "exempt", "--reason", "r", "--for", "2h", identifier).output.contains("until 2027-01-15T10:00:00Z"))
    let until = try await BreakersRun(service, "exempt", "--reason", "r", "--until", "2027-01-16T00:00:00+01:00", identifier).output
    #expect(until.contains("until 2027-01-15T23:00:00Z"))
    for more in [[], ["--for", "0s"], ["--until", "tomorrow"], ["--until", "2027-01-16T00:00:00Z", "--for", "1h"]] as [[String]] {
      let before = service.state.withLock { $0.requests.count }
      let said = await failure { try await BreakersRun(service, ["exempt", "--reason", "r"] + more + [identifier]) }
      #expect(said.contains("arrester breakers exempt --help"), "\(said)")
      #expect(service.state.withLock { $0.requests.count } == before)
    }
  }

  @Test("a change is planned, approved, listed and ended")
  func plan() async throws {
    let asked = try await BreakersRun(
      service, "plan", "--reason", "migration", "--action", "rds:*", "--action", "ec2:Stop*", "--changes", "100",
      "--destroyed", "40", "--from", "2027-01-16T03:00:00Z", "--for", "2h", "deploy-agent"
    ).output
    let request = try request(asked)
    #expect(try await BreakersRun(service, "plans").output == "No change is planned.")
    #expect(try await BreakersRun(service, as: "anna", "approve", request).output.contains("is done"))
    let plans = try await BreakersRun(service, "plans").output
    for part in [request, "2027-01-16T05:00:00Z", "rds:* ec2:Stop*", "anna"] { #expect(plans.contains(part), "\(plans)") }
    #expect(try await BreakersRun(service, "end-plan", "--reason", "over", request).output.contains("is done (ended)"))
    #expect(try await BreakersRun(service, "plans").output.contains("ended 2027-01-15T08:00:00Z"))
  }

  @Test("a planned change begins at a time, or so long from now")
  func planBeginning() async throws {
    let words = ["plan", "--reason", "r", "--scope", "dev", "--changes", "9", "--destroyed", "4", "--for", "2h", "ci", "--from"]
    for (from, until) in [("30m", "2027-01-15T10:30:00Z"), ("2027-01-15T09:00:00Z", "2027-01-15T11:00:00Z")] {
      let json = try await BreakersRun(service, words + [from, "--json"]).output
      #expect(json.contains(#""until":"\#(until)""#), "\(json)")
    }
    for from in ["soon", "0s", "99999999999d"] {
      let said = await failure { try await BreakersRun(service, words + [from]) }
      #expect(said.contains("from"), "\(said)")
    }
  }

  @Test("halts, resumes and drills")
  func halt() async throws {
    #expect(try await BreakersRun(service, "halt", "--reason", "r").output.contains("is done (halted)"))
    #expect(service.state.withLock { $0.board.isHalted(at: ServiceInProcess.now) })
    #expect(try await BreakersRun(service, "resume", "--reason", "r").output.contains("is done (resumed)"))
    #expect(try await BreakersRun(service, "drill").output == #"{"by":"olga"}"#)
  }

  @Test("--json prints what the service answers")
  func json() async throws {
    let output = try await BreakersRun(service, "halt", "--reason", "r", "--json").output
    #expect(output.hasPrefix(#"{"recorded":true,"request":{"id":"r-"#))
  }
}
