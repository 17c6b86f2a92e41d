import Foundation
import Testing

/// One run of the built `arrester`, to its end.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The program of this build, beside the running test bundle; nil where only the tests were built.
  static let program: URL? = {
    guard let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
    let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("arrester")
    return FileManager.default.isExecutableFile(atPath: program.path) ? program : nil
  }()

  static let isAbsent: Comment = "there is no arrester beside the test bundle: build the package's products first"

  /// - Parameter input: what standard input holds.
  init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
    let folder = try ScratchFolder()
    let process = Process()
    process.executableURL = ProgramRun.program
    process.arguments = arguments
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ARRESTER_") }
    process.environment = inherited.merging(["ARRESTER_MODELS": PackageModels.path]) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: try folder.write("input", input))
    process.standardOutput = FileHandle(forWritingAtPath: try folder.write("output", ""))
    process.standardError = FileHandle(forWritingAtPath: try folder.write("errors", ""))
    try process.run()
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    output = try folder.read("output")
    errors = try folder.read("errors")
  }
}

/// A folder that goes with its owner.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("arrester-cli-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// - Returns: the file's path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }
}

/// An agent that deletes a database and makes it again.
enum AgentStory {
  static let lines = [record("DeleteDBInstance", minute: 4, id: "1"), record("CreateDBInstance", minute: 9, id: "2")]
  static let text = lines.joined(separator: "\n") + "\n"

  private static func record(_ name: String, minute: Int, id: String) -> String {
    #"{"eventTime":"2026-01-02T03:0\#(minute):05Z","eventSource":"rds.amazonaws.com","eventName":"\#(name)","awsRegion":"eu-west-1","eventID":"\#(id)","#
      + #""readOnly":false,"recipientAccountId":"111122223333","requestParameters":{"dBInstanceIdentifier":"orders","skipFinalSnapshot":false},"#
      + #""userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/claude-deploy/run-1","accountId":"111122223333","#
      + #""sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/claude-deploy"}}}}"#
  }
}

/// The models of this package, wherever the build is.
enum PackageModels {
  static let path: String = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.appendingPathComponent("models").path
  }()
}
