import ArresterBase
import ArresterEngine
import ArresterEvents
import Foundation

/// Reads a model and its tables, checks them as a whole, and hashes them.
public enum ModelLoader {
  /// - Parameter path: a model file; nil: `default.json` where models are installed.
  /// - Throws: `ModelProblems` with everything that is wrong.
  public static func load(path: String? = nil) throws -> Model {
    guard let path = path ?? ModelPaths.defaultModel() else {
      throw ModelProblems(path: "default.json", problems: [ModelPaths.notFound])
    }
    let bytes = try read(path, of: path)
    let file = try decode(ModelFile.self, bytes, path, of: path)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let names = [
      file.tables.accessLevels, file.tables.actions, file.tables.parameters, file.tables.resources, file.tables.kubernetes,
    ]
    var unread: [String] = []
    let contents = names.map { name in attempt(&unread) { try read("\(folder)/\(name)", of: path) } ?? Data() }
    try stop(at: unread, path)
    let accessLevels = attempt(&unread) { try decode(AccessLevelsFile.self, contents[0], names[0], of: path) }
    let actions = attempt(&unread) { try decode(ActionsFile.self, contents[1], names[1], of: path) }
    let parameters = attempt(&unread) { try decode(ParametersFile.self, contents[2], names[2], of: path) }
    let resources = attempt(&unread) { try decode(ResourcesFile.self, contents[3], names[3], of: path) }
    let kubernetes = attempt(&unread) { try decode(KubernetesActionsFile.self, contents[4], names[4], of: path) }
    guard let accessLevels, let actions, let parameters, let resources, let kubernetes else {
      throw ModelProblems(path: path, problems: unread)
    }
    let tables = ActionTables(accessLevels: accessLevels, actions: actions, parameters: parameters, resources: resources)
    try stop(at: ModelCheck.problems(in: file, tables, kubernetes), path)
    return file.model(
      path: path, tables: tables, kubernetes: kubernetes, identifier: identifier(of: [withoutSchema(bytes)] + contents),
      tablesIdentifier: identifier(of: [try incomparablePart(of: bytes)] + contents))
  }

  /// What an editor needs is no part of the model: where the first member of the file is `$schema`, as if it were not there.
  private static func withoutSchema(_ bytes: Data) -> Data {
    let pattern = #/^\s*\{(\s*)"\$schema"\s*:\s*"[^"\\]*"\s*,\s*/#
    guard let text = String(bytes: bytes, encoding: .utf8), let match = text.firstMatch(of: pattern) else { return bytes }
    return Data("{\(match.1)\(text[match.range.upperBound...])".utf8)
  }

  /// What `PostureChange` compares, and what decides nothing.
  private static let comparablePart = [
    "$schema", "name", "version", "made", "provenance", "tables", "limits", "response", "hold", "oneStrike", "protected", "baseline",
  ]

  /// The model file without that.
  private static func incomparablePart(of bytes: Data) throws -> Data {
    var part = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] ?? [:]
    for key in comparablePart {
      part[key] = nil
    }
    return try JSONSerialization.data(withJSONObject: part, options: [.sortedKeys])
  }

  private static func stop(at problems: [String], _ path: String) throws {
    guard problems.isEmpty else { throw ModelProblems(path: path, problems: problems) }
  }

  /// One table that cannot be read does not hide what is wrong with the next.
  private static func attempt<Value>(_ problems: inout [String], _ body: () throws -> Value) -> Value? {
    do { return try body() } catch {
      problems += (error as? ModelProblems)?.problems ?? ["\(error)"]
      return nil
    }
  }

  /// Each file's own hash, hashed together: no bytes can move from one file to another unseen.
  private static func identifier(of files: [Data]) -> String {
    let digests = files.map { $0.withUnsafeBytes { SHA256($0).hexadecimal } }
    return "sha256:" + SHA256(digests.joined(separator: "\n")).hexadecimal
  }

  private static func read(_ path: String, of model: String) throws -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw ModelProblems(path: model, problems: ["cannot read \(path): \(error.localizedDescription)"])
    }
  }

  private static func decode<File: Decodable>(_ type: File.Type, _ bytes: Data, _ name: String, of model: String) throws -> File {
    do {
      return try JSONDecoder().decode(type, from: bytes)
    } catch let error as DecodingError {
      throw ModelProblems(path: model, problems: ["\(name): \(describe(error))"])
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
      return path.isEmpty ? "" : String(path.drop { $0 == "." }) + ": "
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(place(context))'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return "\(place(context))\(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}
