import ArresterEnforcement
import Foundation
import Testing

@testable import ArresterBreaker
@testable import ArresterCLI
@testable import ArresterServer

@Suite("arrester breakers, looking")
struct BreakersLookingTests {
  private let service = ServiceInProcess()

  @Test("lists what is not closed, and with --all what is")
  func list() async throws {
    let identifier = service.makeTrip("deploy-agent")
    _ = service.makeTrip("closed-agent")
    let closed = try #require(service.breaker("closed-agent"))
    service.state.withLock { state in
      let moment = Moment(wallTime: ServiceInProcess.now, watermark: ServiceInProcess.now)
      _ = state.board.handle(.command(.exempt(until: ServiceInProcess.now + 1)), for: closed.key, at: moment)
      _ = state.board.handle(.command(.restore), for: closed.key, at: moment)
    }
    let table = try await BreakersRun(service, as: "vera", "list").output
    #expect(table.contains(identifier))
    #expect(table.contains("oneStrike"))
    #expect(!table.contains("closed-agent"))
    #expect(try await BreakersRun(service, "list", "--all").output.contains("closed-agent"))
    #expect(try await BreakersRun(service, "list", "--state", "closed").output.contains("closed-agent"))
    #expect(try await BreakersRun(service, "list", "--principal", "nobody").output == "No breaker is in such a state.")
  }

  @Test("reads every page")
  func pages() async throws {
    for index in 0..<1_100 { _ = service.makeTrip("agent-\(index)") }
    let json = try await BreakersRun(service, "list", "--json").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: [[String: Any]]])
    #expect(Set(object["breakers"]?.compactMap { $0["id"] as? String } ?? []).count == 1_100)
    #expect(service.state.withLock { $0.requests.count } == 2)
  }

  @Test("shows a breaker by its identifier, the beginning of one, or its principal", arguments: [22, 21, 12, 6, 0])
  func names(length: Int) async throws {
    let identifier = service.makeTrip("deploy-agent")
    let output = try await BreakersRun(service, "show", length == 0 ? "deploy-agent" : String(identifier.prefix(length))).output
    #expect(output.contains("breaker       \(identifier)"))
    #expect(output.contains("state         open since"))
  }

  @Test("of several with the name it picks none, and lists them")
  func ambiguous() async throws {
    let left = service.makeTrip("deploy-agent", .agent)
    let right = service.makeTrip("deploy-agent", .human)
    let said = await failure { try await BreakersRun(service, "open", "--reason", "r", "deploy-agent") }
    for part in [left, right, "any of 2 breakers", "human"] { #expect(said.contains(part), "\(said)") }
    #expect(service.state.withLock { $0.board.breakers.values.allSatisfy { $0.state == .open } })
  }

  @Test("a name that is none of theirs is said to be", arguments: ["nobody", "b-0000", "b-00000000000000000000", "deploy*", "b-xyz"])
  func unknown(name: String) async throws {
    _ = service.makeTrip("deploy-agent")
    let said = await failure { try await BreakersRun(service, "show", name) }
    #expect(said.contains("no breaker"), "\(said)")
  }

  @Test("a principal's name cannot steer a terminal, and reaches the service as it is")
  func hostileNames() async throws {
    let name = "a\u{1B}[2J\u{202E}b/../c?d=e&f#\"'%41"
    _ = service.makeTrip(name)
    let list = try await BreakersRun(service, "list").output
    #expect(list.contains(#"a\u{1b}[2J\u{202e}b/../c?d=e&f#"'%41"#))
    #expect(!list.contains("\u{1B}"))
    let shown = try await BreakersRun(service, "show", name).output
    #expect(shown.contains(#"\u{202e}b/../c"#))
  }

  @Test("prints a manifest, by its trip or by the breaker that is open for it")
  func manifest() async throws {
    let identifier = service.makeTrip("deploy-agent")
    #expect(try await BreakersRun(service, "manifest", identifier).output == "markdown of trip-of-deploy-agent\n\\u{1b}[31mred")
    #expect(try await BreakersRun(service, "manifest", "--format", "html", "trip-of-x").output.hasPrefix("html of trip-of-x"))
    #expect(try await BreakersRun(service, "manifest", "--json", "trip-of-x").output.hasPrefix("json of"))
    #expect(await failure { try await BreakersRun(service, "manifest", "x") }.contains("no trip has this identifier"))
  }

  @Test("says when the service does not answer, and whether it may have acted")
  func noAnswer() async throws {
    service.state.withLock { $0.failure = TransportError(detail: "127.0.0.1:8181: connection reset", mayHaveArrived: true) }
    #expect(await failure { try await BreakersRun(service, "list") } == "the service does not answer: 127.0.0.1:8181: connection reset")
    #expect(await failure { try await BreakersRun(service, "halt", "--reason", "r") }.hasSuffix("look before you ask again"))
  }
}
