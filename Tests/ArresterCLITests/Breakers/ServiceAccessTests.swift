import Foundation
import Testing

@testable import ArresterCLI

@Suite("How the service is reached")
struct ServiceAccessTests {
  private func options(_ words: String..., environment: [String: String] = [:]) throws -> ParsedOptions {
    let found = try Invocation.resolve(["breakers", "list"] + words, table: CommandTable.breakers, environment: environment)
    guard case .run(_, let options) = found else { throw UsageError(found: "not run", expected: "", command: nil) }
    return options
  }

  @Test(
    "at an address over TLS, or on this machine",
    arguments: [
      "http://127.0.0.1:8181", "http://localhost:1/", "http://[::1]:8181", "https://arrester.example", "https://a.example/arrester/",
    ])
  func addresses(address: String) throws {
    let found = try ServiceAccess.address(try options("--address", address))
    #expect(!found.hasSuffix("/"))
    #expect(address.hasPrefix(found))
  }

  @Test(
    "and at no other: the token would be read on the way",
    arguments: [
      "http://10.0.0.1:8181", "http://arrester.example", "http://127.evil.example.org", "http://127.0.0.1.example", "ftp://127.0.0.1",
      "127.0.0.1:8181", "https://user:password@a.example", "https://", "https://a.example?x=y", "http://0.0.0.0:1",
    ])
  func wrongAddresses(address: String) throws {
    #expect(throws: UsageError.self) { try ServiceAccess.address(try options("--address", address)) }
  }

  @Test("by default where the service listens by default, else where the variable says")
  func usual() throws {
    #expect(try ServiceAccess.address(try options()) == "http://127.0.0.1:8181")
    let other = try options(environment: ["ARRESTER_ADDRESS": "https://a.example"])
    #expect(try ServiceAccess.address(other) == "https://a.example")
  }

  @Test("with a token from a file, which beats one from the environment")
  func tokens() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "arrester-token-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("from-file\n".utf8).write(to: URL(fileURLWithPath: path))
    let environment = ["ARRESTER_TOKEN": "from-environment"]
    #expect(try ServiceAccess.token(try options("--token-file", path), environment) == "from-file")
    #expect(try ServiceAccess.token(try options(environment: ["ARRESTER_TOKEN_FILE": path]), environment) == "from-file")
    #expect(try ServiceAccess.token(try options(), environment) == "from-environment")
  }

  @Test("and with nothing that cannot be one", arguments: ["", " \n", "two words", "a\r\nX-Other: b", "caf\u{E9}"])
  func wrongTokens(token: String) throws {
    let given = try options()
    let error = #expect(throws: UsageError.self) { try ServiceAccess.token(given, ["ARRESTER_TOKEN": token]) }
    #expect(token.utf8.count < 3 || error?.description.contains(token) == false)
  }

  @Test("no option takes a token itself")
  func noTokenOption() {
    for command in CommandTable.breakers {
      #expect(command.option(named: "token") == nil)
      for name in ["address", "token-file", "ca", "json"] { #expect(command.option(named: name) != nil, "\(command.name)") }
    }
  }

  @Test("every command has a body, an example that is right, and a help of a terminal's width")
  func table() throws {
    #expect(Set(BreakersCommand.bodies.keys) == Set(CommandTable.breakers.map(\.name)))
    for command in CommandTable.breakers {
      let words = command.example.split(separator: " ").map(String.init)
      guard case .run(let found, _) = try Invocation.resolve(Array(words.dropFirst()), table: CommandTable.breakers, environment: [:])
      else {
        Issue.record("\(command.name) is not run")
        continue
      }
      #expect(found.name == command.name)
      let wide = HelpText.command(command).split(separator: "\n").filter { $0.count > 100 }
      #expect(wide.isEmpty, "\(wide)")
    }
  }

  @Test("names are one segment of a URL, whatever they hold")
  func encoding() {
    #expect(ServiceClient.encode("a/b ?%é\u{0}~") == "a%2Fb%20%3F%25%C3%A9%00~")
  }
}
