import Arrester
import ArresterBase
import ArresterEngine
import Foundation

/// Writes the recommended model, and makes sure that it is one.
public struct TunedModel {
  /// One input file.
  public struct Input: Sendable, Equatable {
    public var path: String
    public var bytes: Int
    public var sha256: String
  }

  /// More inputs than this are not listed one by one.
  static let maximumListedInputs = 100

  private let tuning: Tuning
  private let source: Model
  private let inputs: [Input]
  private let labels: Input
  private let command: String

  /// - Parameters:
  ///   - source: the model that the sweep began with.
  ///   - command: as it was given.
  /// - Throws: `TuneError` where an input can no longer be read.
  public init(_ tuning: Tuning, source: Model, files: InputFiles, labels: String, command: String) throws {
    self.tuning = tuning
    self.source = source
    self.command = command
    inputs = try files.files.map { try TunedModel.input($0.path) }
    self.labels = try TunedModel.input(labels)
  }

  private static func input(_ path: String) throws -> Input {
    // Standard input cannot be read twice.
    guard path != "-" else { return Input(path: path, bytes: 0, sha256: "") }
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else {
      throw TuneError(reason: "\(path) cannot be read again for its hash")
    }
    return Input(path: path, bytes: bytes.count, sha256: bytes.withUnsafeBytes { SHA256($0).hexadecimal })
  }

  /// - Parameter setting: what is to be written, the recommended one mostly.
  /// - Throws: `TuneError`; then nothing was written.
  public func write(_ setting: Setting, to path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let sourceFolder = URL(fileURLWithPath: source.path).deletingLastPathComponent().path
    guard let bytes = FileManager.default.contents(atPath: source.path) else {
      throw TuneError(reason: "\(source.path) cannot be read again")
    }
    let changes = setting.changes.map { change in
      (limit: tuning.swept[change.swept].limit, isHard: tuning.swept[change.swept].isHard, value: change.value)
    }
    let text = try TunedModelText.text(
      Array(bytes), changes, made: made(setting), provenance: provenance(setting),
      tables: TunedModelText.way(from: folder, to: sourceFolder))
    let trial = path + ".new"
    do {
      try Data(text).write(to: URL(fileURLWithPath: trial))
      defer { try? FileManager.default.removeItem(atPath: trial) }
      let model = try ModelLoader.load(path: trial)
      guard model.engine.limits[LimitFloors.kind] == setting.model(tuning.model, tuning.swept)?.limits[LimitFloors.kind] else {
        throw TuneError(reason: "the model that was written is not the one that was fitted")
      }
      try Data(text).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch let error as CocoaError {
      throw TuneError(reason: "\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  private func made(_ setting: Setting) -> String {
    "By arrester tune, from the model \(source.name) \(source.version): \(setting.words(tuning.swept)). What it was fitted on stands under "
      + "provenance."
  }

  /// One line for each input, so that a diff can be read.
  private func provenance(_ setting: Setting) -> String {
    var json = JSONText()
    json.object { json in
      json.field("arrester", ArresterVersion.text)
      json.field("command", command)
      json.field("from", source.identifier)
      if let range = tuning.range {
        json.field("firstEventTime", Timestamp.format(range.lowerBound))
        json.field("lastEventTime", Timestamp.format(range.upperBound))
        json.field("fittedUntil", Timestamp.format(tuning.split))
      }
      json.key("changed")
      json.array { json in
        for change in setting.changes {
          json.object { json in
            json.field("limit", tuning.swept[change.swept].name)
            json.field("was", tuning.swept[change.swept].current)
            json.field("is", change.value)
          }
        }
      }
      json.key("labels")
      TunedModel.write(labels, &json)
      writeInputs(&json)
    }
    return TunedModel.inLines(json.text)
  }

  /// A trail of a month is tens of thousands of files: beyond some, only what they come to.
  private func writeInputs(_ json: inout JSONText) {
    json.key("inputs")
    guard inputs.count > TunedModel.maximumListedInputs else {
      return json.array { json in for input in inputs { TunedModel.write(input, &json) } }
    }
    json.object { json in
      json.field("files", inputs.count)
      json.field("bytes", inputs.reduce(0) { $0 + $1.bytes })
      // As `sha256sum FILE… | sha256sum` gives it.
      json.field("sha256OfSha256sum", SHA256(inputs.map { "\($0.sha256)  \($0.path)\n" }.joined()).hexadecimal)
    }
  }

  private static func write(_ input: Input, _ json: inout JSONText) {
    json.object { json in
      json.field("path", input.path)
      json.field("bytes", input.bytes)
      json.field("sha256", input.sha256)
    }
  }

  /// Members of the outermost object, and inputs, each on a line of their own.
  private static func inLines(_ json: String) -> String {
    var (lines, isText, isEscaped) = ("", false, false)
    var open: [Character] = []
    var breaks: Bool { open.count == 1 || open.count == 2 && open.last == "[" }
    func newLine(_ depth: Int) -> String { "\n" + String(repeating: "  ", count: depth + 1) }
    for character in json {
      if isText {
        lines.append(character)
        if character == "\"", !isEscaped { isText = false }
        isEscaped = character == "\\" && !isEscaped
        continue
      }
      switch character {
      case "\"":
        isText = true
        lines.append(character)
      case "{", "[":
        open.append(character)
        lines.append(character)
        if breaks { lines += newLine(open.count) }
      case "}", "]":
        if breaks { lines += newLine(open.count - 1) }
        open.removeLast()
        lines.append(character)
      case ",": lines += breaks ? "," + newLine(open.count) : ", "
      case ":": lines += ": "
      default: lines.append(character)
      }
    }
    return lines
  }
}
