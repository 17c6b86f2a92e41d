import Arrester
import ArresterBase
import ArresterTuning

/// `--report` and `--csv` of `replay`.
struct ReplayReport {
  private let files: ReportFiles
  private let collector = ReportCollector()
  private let run: RunFacts

  /// nil where no report is asked for.
  init?(_ options: ParsedOptions, _ model: Model, _ inputs: InputFiles) throws {
    do {
      files = try ReportFiles(files: options.strings("report"), folders: options.strings("csv"))
    } catch let error as ReportFileError {
      throw UsageError(found: error.description, expected: "name a file or folder that can be written", command: options.command.name)
    }
    guard !files.isEmpty else { return nil }
    run = RunFacts(
      command: ReplayReport.command, version: ArresterVersion.text, modelName: model.name, modelPath: model.path,
      inputs: options.arguments, files: inputs.files.count, bytes: inputs.totalBytes, kinds: options.strings("kind"))
  }

  func look(on replay: Replay) { replay.observer = collector }

  func write(_ result: Replay.Result) throws { try files.write(collector.facts(of: result, run: run)) }

  /// As it was typed, in a form that a shell takes again.
  private static var command: String {
    (["arrester"] + CommandLine.arguments.dropFirst().map(ShellText.quoted)).joined(separator: " ")
  }
}

/// Words for a shell.
enum ShellText {
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "_-./:=@%+,".utf8.contains(byte)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
