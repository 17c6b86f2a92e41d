import Foundation

/// What is known about undoing an action, by the action's name: the table `restore-hints.json` of the models.
public struct RestoreHints: Sendable, Equatable {
  /// How what an action took away can be had again.
  public enum Restorable: String, Sendable, Decodable {
    /// As it was, or near enough to run.
    case yes
    /// Only from a backup, a copy or a source that has to exist.
    case backup
    /// Not at all.
    case no
  }

  public struct Hint: Sendable, Equatable, Decodable {
    public var restorable: Restorable
    /// One or two sentences; commands stand in backticks. `{name}` and `{region}` are filled in.
    public var hint: String
    /// It gets worse by waiting.
    public var urgent: Bool?
  }

  /// A call that starts work which goes on without the principal.
  public struct Running: Sendable, Equatable, Decodable {
    public var what: String
    /// As `Hint.hint`.
    public var stop: String
  }

  /// As the table says itself; empty for one that knows nothing.
  public let version: String
  private let hints: [String: Hint]
  private let running: [String: Running]

  /// Knows nothing.
  public static let none = RestoreHints(version: "", hints: [:], running: [:])

  public static let format = "arrester-restore-hints/1"
  private static let maximumTextBytes = 2000

  /// Everything that is wrong with a table.
  public struct Problems: Error, Sendable, Equatable, CustomStringConvertible {
    public var problems: [String]
    public var description: String { problems.joined(separator: "\n") }
  }

  private init(version: String, hints: [String: Hint], running: [String: Running]) {
    self.version = version
    self.hints = hints
    self.running = running
  }

  public static func load(path: String) throws(Problems) -> RestoreHints {
    do {
      return try RestoreHints(json: Array(Data(contentsOf: URL(fileURLWithPath: path))))
    } catch let problems as Problems {
      throw Problems(problems: problems.problems.map { "\(path): \($0)" })
    } catch {
      throw Problems(problems: ["cannot read \(path): \(error.localizedDescription)"])
    }
  }

  public init(json: [UInt8]) throws(Problems) {
    let file: File
    do { file = try JSONDecoder().decode(File.self, from: Data(json)) } catch {
      throw Problems(problems: ["is no table of restore hints: \(String("\(error)".prefix(200)))"])
    }
    guard file.format == RestoreHints.format else {
      throw Problems(problems: ["format is \(file.format.prefix(60)); it should be \(RestoreHints.format)"])
    }
    let texts = file.hints.map { ($0.key, [$0.value.hint]) } + file.running.map { ($0.key, [$0.value.what, $0.value.stop]) }
    let problems = texts.flatMap { action, texts in texts.compactMap { RestoreHints.problem($0).map { "\(action): \($0)" } } }
    guard problems.isEmpty else { throw Problems(problems: problems.sorted()) }
    self.init(version: file.version, hints: file.hints, running: file.running)
  }

  private struct File: Decodable {
    var format: String
    var version: String
    var hints: [String: Hint]
    var running: [String: Running]
  }

  /// Deleting a collection takes the row of deleting one: `core:pods:deletecollection` that of `core:pods:delete`.
  public func hint(for action: String) -> Hint? { hints[action] ?? hints[RestoreHints.single(action)] }

  public func running(for action: String) -> Running? { running[action] ?? running[RestoreHints.single(action)] }

  private static func single(_ action: String) -> String {
    action.hasSuffix(":deletecollection") ? String(action.dropLast("collection".count)) : action
  }

  private static func problem(_ text: String) -> String? {
    if text.isEmpty { return "a text is empty" }
    if text.utf8.count > maximumTextBytes { return "a text is longer than \(maximumTextBytes) bytes" }
    if text.filter({ $0 == "`" }).count % 2 != 0 { return "a backtick has no partner" }
    if text.unicodeScalars.contains(where: { $0.value < 0x20 }) { return "a text holds a control character" }
    return nil
  }
}
