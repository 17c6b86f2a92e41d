import ArresterConfiguration
import Testing

@testable import ArresterCLI

@Suite struct CommandTableTests {
  @Test("every command's help holds its usage, all of its options and its example", arguments: CommandTable.all.map(\.name))
  func help(name: String) throws {
    let command = try #require(CommandTable.all.first { $0.name == name })
    guard
      case .print(let text) = try Invocation.resolve(
        name.split(separator: " ").map(String.init) + ["--help"], table: CommandTable.all, environment: [:])
    else {
      Issue.record("--help runs the command")
      return
    }
    #expect(text.contains("Usage: arrester \(name)"))
    for option in command.options { #expect(text.contains(option.form) && text.contains(option.summary.prefix(20))) }
    #expect(text.hasSuffix("Example:\n  \(command.example)\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test(
    "every example but that of the completions is a right command line",
    arguments: CommandTable.all.filter { $0.name != "completions" }.map(\.example))
  func examples(example: String) throws {
    let words = example.replacing("'", with: "").split(separator: " ").map(String.init)
    #expect(words[0] == "arrester")
    _ = try Invocation.resolve(Array(words.dropFirst()), table: CommandTable.all, environment: [:])
  }

  @Test("options that set keys name keys that exist")
  func configurationKeys() throws {
    let words = ["serve", "--bootstrap", "a:1", "--topic", "x", "--topic", "y", "--group", "g", "--model", "m.json"]
    guard case .run(_, let options) = try Invocation.resolve(words, table: CommandTable.all, environment: [:]) else {
      Issue.record("serve is not run")
      return
    }
    let configuration = try ServeConfiguration.load(file: nil, environment: [:], overrides: options.configurationOverrides)
    #expect(configuration.kafka.bootstrapServers == "a:1")
    #expect(configuration.kafka.topics == ["x", "y"])
    #expect(configuration.kafka.group == "g")
    #expect(configuration.model == "m.json")
  }

  @Test("variables that give options are among those that the configuration knows")
  func variables() {
    let variables = CommandTable.all.flatMap(\.options).compactMap(\.variable)
    #expect(!variables.isEmpty)
    #expect(variables.allSatisfy(EnvironmentVariables.known.contains))
  }

  @Test("names of commands and options come once")
  func unique() {
    #expect(Set(CommandTable.all.map(\.name)).count == CommandTable.all.count)
    for command in CommandTable.all { #expect(Set(command.options.map(\.name)).count == command.options.count) }
  }

  @Test("the overview lists every command, and help of a family lists its members")
  func overview() throws {
    let all = HelpText.overview(of: CommandTable.all)
    for command in CommandTable.all { #expect(all.contains("  \(command.name) ")) }
    for words in [["model", "--help"], ["help", "model"]] {
      guard case .print(let text) = try Invocation.resolve(words, table: CommandTable.all, environment: [:]) else {
        Issue.record("help is not printed")
        return
      }
      #expect(text.contains("model explain") && !text.contains("replay"))
    }
  }
}
