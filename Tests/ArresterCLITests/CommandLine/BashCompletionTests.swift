import Foundation
import Testing

@testable import ArresterCLI

@Suite struct BashCompletionTests {
  /// What bash offers for a command line whose last word is being typed.
  private func offers(_ words: [String]) throws -> [String] {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let lines =
      BashCompletion.script(for: testTable)
      + "COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); _arrester; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--norc", "-c", lines]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(
    "bash completes commands, families, options and their words",
    arguments: [
      (["arrester", ""], ["paint", "wall", "--help", "--version"]),
      (["arrester", "pa"], ["paint"]),
      (["arrester", "wall", ""], ["build", "fell"]),
      (["arrester", "wall", "build", "--"], ["--height", "--help"]),
      (["arrester", "paint", "--co"], ["--colour", "--coats"]),
      (["arrester", "paint", "--colour", "r"], ["red"]),
      (["arrester", "paint", "--dry", ""], ["never"]),
    ])
  func completes(words: [String], expected: [String]) throws {
    #expect(try offers(words) == expected)
  }

  @Test("the script of the real table is right bash")
  func realTable() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-n", "-c", BashCompletion.script(for: CommandTable.all)]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
