import Foundation
import Testing

@testable import ArresterCLI

@Suite("docs/operations.md, for whoever was woken")
struct DocumentedCommandsTests {
  @Test("names commands that there are, with options that they take")
  func commands() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/operations.md")
    let named = try String(contentsOf: page, encoding: .utf8).matches(of: /`arrester ([^`]+)`/).map { String($0.output.1) }
    #expect(named.count > 10)
    for line in named {
      let command = CommandTable.all.first { line == $0.name || line.hasPrefix($0.name + " ") }
      let found = try #require(command, "arrester \(line)")
      for option in line.matches(of: /--([a-z-]+)/) {
        #expect(found.options.contains { $0.name == option.output.1 }, "arrester \(line)")
      }
    }
  }
}
