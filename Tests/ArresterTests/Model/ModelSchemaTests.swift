import Foundation
import Testing

@testable import Arrester

/// `models/model.schema.json` against the loader, by PyPI's jsonschema: where Python or that is missing there is nothing to ask.
@Suite("The schema of a model", .enabled(if: PythonSchema.isPossible))
struct ModelSchemaTests {
  /// A change to the shipped model, and whether it is still one.
  struct Edit: Sendable {
    var name: String
    var isModel: Bool
    var change: @Sendable (inout [String: Any]) -> Void

    init(_ name: String, isModel: Bool, _ change: @escaping @Sendable (inout [String: Any]) -> Void) {
      self.name = name
      self.isModel = isModel
      self.change = change
    }

    static func without(_ key: String) -> Edit { Edit("without \(key)", isModel: false) { $0[key] = nil } }

    static func set(_ path: [String], _ value: any Sendable, isModel: Bool) -> Edit {
      Edit("\(path.joined(separator: ".")) = \(value)", isModel: isModel) { $0 = ModelSchemaTests.setting($0, path[...], value) }
    }

    static func limit(_ limit: [String: any Sendable], isModel: Bool) -> Edit {
      Edit("limit \(limit.sorted { $0.key < $1.key })", isModel: isModel) { model in
        model = ModelSchemaTests.setting(model, ["limits", "agent"], [limit])
      }
    }

    static func rule(_ rule: [String: any Sendable], isModel: Bool) -> Edit {
      Edit("rule \(rule.sorted { $0.key < $1.key })", isModel: isModel) { model in
        model = ModelSchemaTests.setting(model, ["kinds", "rules"], [rule])
      }
    }
  }

  private static let required = [
    "format", "name", "version", "made", "tables", "windows", "latenessSeconds", "futureSeconds", "ratioZ", "confirmed",
    "ratioWarningMinimumDestroyed", "hold", "response", "limits", "severityMinimumWeight", "kinds", "oneStrike", "statefulTypes",
    "disposable", "fanOutServices", "globalServices", "globalEndpointServices", "protected", "breaker", "bounds",
  ].map(Edit.without)

  private static let edits: [Edit] =
    required + [
      Edit("as it comes", isModel: true) { _ in }, Edit("a key that nobody knows", isModel: true) { $0["remark"] = "ours" },
      Edit("without $schema", isModel: true) { $0["$schema"] = nil }, Edit("without baseline", isModel: true) { $0["baseline"] = nil },
      .set(["provenance"], ["by": "hand"], isModel: true), .set(["format"], "arrester-model/2", isModel: false),
      .set(["name"], 7, isModel: false), .set(["futureSeconds"], -1, isModel: false), .set(["futureSeconds"], 1.5, isModel: false),
      .set(["ratioZ"], 0, isModel: false), .set(["ratioZ"], 10, isModel: false), .set(["ratioZ"], 2.3263, isModel: true),
      .set(["latenessSeconds", "aws"], -1, isModel: false), .set(["latenessSeconds", "azure"], "600", isModel: false),
      .set(["hold", "firstSeconds"], 0, isModel: false), .set(["response", "service"], "trip", isModel: false),
      .set(["response", "service"], "page", isModel: true), .set(["response", "human"], "explode", isModel: false),
      .set(["limits", "robot"], [String](), isModel: false), .set(["limits", "service"], [String](), isModel: true),
      .set(["windows"], [String](), isModel: false),
      .set(["bounds", "regionsPerPrincipal"], 65, isModel: false), .set(["bounds", "resourcesPerBucket"], 257, isModel: false),
      .set(["bounds", "principals"], 0, isModel: false), .set(["bounds", "baselines"], 0, isModel: false),
      .set(["bounds", "recordBytes"], 1, isModel: true), .set(["baseline", "alpha"], 0.2, isModel: false),
      .set(["baseline", "alpha"], 1e-9, isModel: true), .set(["baseline", "mostFactor"], 4.5, isModel: false),
      .set(["baseline", "mostFactor"], 1, isModel: true), .set(["baseline", "minimumBuckets"], 1, isModel: false),
      .set(["baseline", "bucketSeconds"], 0, isModel: false),
      .set(["baseline", "priors", "robot"], ["mean": 1.0, "variance": 1.0], isModel: false),
      .set(["baseline", "priors", "agent"], ["mean": 0.0, "variance": 1.0], isModel: false),
      .set(["baseline", "priors"], [String: String](), isModel: true), .set(["oneStrike"], [["action": "a:B"]], isModel: false),
      .set(["kinds", "raiseToAgent", "sessions"], "all", isModel: false),
      .limit(["signal": "velocity", "windowSeconds": 60], isModel: false),
      .limit(["signal": "velocity", "windowSeconds": 60, "soft": 5], isModel: true),
      .limit(["signal": "speed", "windowSeconds": 60, "soft": 5], isModel: false),
      .limit(["signal": "velocity", "windowSeconds": 60, "soft": 0], isModel: false),
      .limit(["signal": "velocity", "windowSeconds": 60, "soft": 5, "fixed": true], isModel: false),
      .limit(["signal": "velocity", "windowSeconds": 60, "soft": 5, "fixed": false], isModel: true),
      .limit(["signal": "velocity", "windowSeconds": 60, "hard": 5, "fixed": true], isModel: true),
      .rule(["principal": "*", "kind": "agent", "reason": "all"], isModel: true),
      .rule(["kind": "agent", "reason": "none"], isModel: false),
      .rule(["session": "*", "kind": "agent", "reason": "free"], isModel: false),
      .rule(["session": "*", "sessionForced": true, "kind": "agent", "reason": "set"], isModel: true),
      .rule(["principal": "*", "kind": "robot", "reason": "x"], isModel: false),
      .rule(["principal": "*", "platform": "moon", "kind": "agent", "reason": "x"], isModel: false),
      .rule(["principal": "*", "kind": "agent"], isModel: false),
    ]

  @Test("it takes what the loader takes, and refuses what the loader refuses")
  func same() throws {
    let folder = try TemporaryFolder()
    for file in try FileManager.default.contentsOfDirectory(atPath: TestModel.folder) where file.hasSuffix(".json") {
      try FileManager.default.copyItem(atPath: "\(TestModel.folder)/\(file)", toPath: "\(folder.path)/\(file)")
    }
    let shipped = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: TestModel.path))) as? [String: Any]
    var (paths, loaded): ([String], [Bool]) = ([], [])
    for (index, edit) in Self.edits.enumerated() {
      var model = try #require(shipped)
      edit.change(&model)
      paths.append("\(folder.path)/edit-\(index).json")
      try JSONSerialization.data(withJSONObject: model).write(to: URL(fileURLWithPath: paths[index]))
      loaded.append((try? ModelLoader.load(path: paths[index])) != nil)
    }
    let valid = try PythonSchema.python(PythonSchema.script, ["\(TestModel.folder)/model.schema.json"] + paths).split(separator: "\n").map {
      $0 == "yes"
    }
    try #require(valid.count == Self.edits.count)
    for (index, edit) in Self.edits.enumerated() {
      #expect(loaded[index] == edit.isModel, "the loader, of: \(edit.name)")
      #expect(valid[index] == edit.isModel, "the schema, of: \(edit.name)")
    }
  }

  fileprivate static func setting(_ object: [String: Any], _ path: ArraySlice<String>, _ value: Any) -> [String: Any] {
    guard let key = path.first else { return object }
    var object = object
    object[key] = path.count == 1 ? value : setting(object[key] as? [String: Any] ?? [:], path.dropFirst(), value)
    return object
  }
}

/// PyPI's jsonschema, where it is there.
private enum PythonSchema {
  static let isPossible = (try? python("import jsonschema; print('yes')", [])) == "yes\n"

  static let script = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sys.argv[2:]:
        print("yes" if validator.is_valid(json.load(open(path))) else "no")
    """

  static func python(_ script: String, _ arguments: [String]) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text : ""
  }
}
