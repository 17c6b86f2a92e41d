import Foundation
import Testing

@testable import Arrester

@Suite("loading a model")
struct ModelLoaderTests {
  private let folder: TemporaryFolder
  private static let files = [
    "default.json", "aws-access-levels.json", "aws-actions.json", "aws-parameters.json", "aws-resources.json", "kubernetes-actions.json",
  ]

  init() throws {
    folder = try TemporaryFolder()
    for file in ModelLoaderTests.files {
      try FileManager.default.copyItem(atPath: "\(TestModel.folder)/\(file)", toPath: "\(folder.path)/\(file)")
    }
  }

  private var path: String { folder.path + "/default.json" }

  /// Changes a file of the model as JSON.
  private func edit(_ file: String, _ change: (inout [String: Any]) -> Void) throws {
    let url = URL(fileURLWithPath: "\(folder.path)/\(file)")
    var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    change(&object)
    try JSONSerialization.data(withJSONObject: object).write(to: url)
  }

  private func problems() throws -> [String] {
    do {
      _ = try ModelLoader.load(path: path)
      return []
    } catch let error as ModelProblems {
      #expect(error.path == path)
      #expect(error.problems.allSatisfy { error.description.contains($0) })
      return error.problems
    }
  }

  @Test("the model that comes with Arrester loads")
  func shipped() throws {
    let model = try ModelLoader.load(path: TestModel.path)
    #expect(model.path == TestModel.path)
    #expect(model.engine.windows.map(\.seconds) == [60, 300, 3600])
    #expect(model.identifier.hasPrefix("sha256:"))
    #expect(model.identifier.count == 7 + 64)
    #expect(!model.protectedPrincipals.isEmpty)
  }

  @Test("the same bytes have the same identifier, wherever they are and however often they are loaded")
  func sameIdentifier() throws {
    let identifier = try ModelLoader.load(path: path).identifier
    #expect(try ModelLoader.load(path: path).identifier == identifier)
    #expect(try ModelLoader.load(path: TestModel.path).identifier == identifier)
  }

  @Test("one more byte in any of its files is another model", arguments: files)
  func identifierChanges(file: String) throws {
    let before = try ModelLoader.load(path: path).identifier
    let url = URL(fileURLWithPath: "\(folder.path)/\(file)")
    var bytes = try Data(contentsOf: url)
    try (bytes + Data(" ".utf8)).write(to: url)
    let behind = try ModelLoader.load(path: path).identifier
    bytes.insert(UInt8(ascii: "\n"), at: 1)
    try bytes.write(to: url)
    let inside = try ModelLoader.load(path: path).identifier
    #expect(Set([before, behind, inside]).count == 3)
  }

  @Test("everything that is wrong is said at once, each with its path")
  func allAtOnce() throws {
    try edit("default.json") { model in
      model["format"] = "arrester-model/9"
      model["windows"] = [["seconds": 60, "bucketSeconds": 7], ["seconds": 30, "bucketSeconds": 5]]
      model["latenessSeconds"] = ["aws": -1, "kubernetes": 60, "gcp": 600]
      model["futureSeconds"] = -1
      model["ratioZ"] = 11
      model["hold"] = ["firstSeconds": 900, "maximumSeconds": 1]
      model["response"] = ["agent": "explode", "automation": "page", "human": "page", "unknown": "page", "service": "trip"]
      model["limits"] = [
        "robot": [[String: Any]](),
        "agent": [
          ["signal": "mood", "windowSeconds": 60, "hard": 1], ["signal": "velocity", "windowSeconds": 61, "soft": 1],
          ["signal": "velocity", "windowSeconds": 60],
          ["signal": "velocity", "windowSeconds": 60, "hard": 1, "soft": 2], ["signal": "velocity", "windowSeconds": 60, "soft": 0],
          ["signal": "destroyed", "windowSeconds": 60, "hard": 100_000],
        ],
      ]
    }
    try edit("aws-actions.json") { $0["format"] = "arrester-actions/0" }
    let problems = try problems()
    for expected in [
      "format is 'arrester-model/9', this version reads 'arrester-model/1'", "format is 'arrester-actions/0'", "windows[0]:",
      "windows[1]: the shortest comes first",
      "latenessSeconds.aws:", "latenessSeconds.azure:", "futureSeconds:", "ratioZ:", "hold:", "response.agent:", "response.service:",
      "limits.robot: no such kind",
      "limits.agent[0]: no signal 'mood'", "limits.agent[1]: no window of 61 s", "limits.agent[2]: neither hard nor soft",
      "limits.agent[3]: soft 2.0 is above hard 1.0",
      "limits.agent[4]: 0.0 is no limit", "limits.agent[5]: above bounds.resourcesPerBucket",
    ] {
      #expect(problems.contains { $0.hasPrefix(expected) }, "\(expected) is not among \(problems)")
    }
  }

  @Test("bounds, kinds and severities are checked too")
  func boundsKindsSeverities() throws {
    try edit("default.json") { model in
      var bounds = model["bounds"] as? [String: Any] ?? [:]
      for name in [
        "principals", "sessionsPerPrincipal", "createsPerPrincipal", "latches", "rememberedIdentifiers", "recordBytes",
        "regionsPerPrincipal",
      ] { bounds[name] = 0 }
      model["bounds"] = bounds
      var kinds = model["kinds"] as? [String: Any] ?? [:]
      kinds["rules"] = [
        ["kind": "agent", "reason": "r"], ["session": "x*", "kind": "agent", "reason": "r"],
        ["platform": "mars", "principal": "*", "kind": "agent", "reason": "r"],
      ]
      model["kinds"] = kinds
    }
    try edit("aws-actions.json") { tables in
      var actions = tables["actions"] as? [String: Any] ?? [:]
      actions["x:Y"] = ["severity": 4, "flags": ["sparkling"], "reason": "r"]
      tables["actions"] = actions
    }
    let problems = try problems()
    let names = [
      "principals", "sessionsPerPrincipal", "createsPerPrincipal", "latches", "rememberedIdentifiers", "recordBytes", "regionsPerPrincipal",
    ]
    for expected in names.map({ "bounds.\($0):" })
      + [
        "kinds.rules[0]: neither", "kinds.rules[1]: a session's name", "kinds.rules[2]: no platform 'mars'", "x:Y: severity must be",
        "x:Y: no flag 'sparkling'",
      ]
    {
      #expect(problems.contains { $0.hasPrefix(expected) }, "\(expected) is not among \(problems)")
    }
  }

  @Test("tables that are missing are all named")
  func missingTables() throws {
    for file in ["aws-actions.json", "aws-resources.json"] { try FileManager.default.removeItem(atPath: "\(folder.path)/\(file)") }
    let problems = try problems()
    #expect(problems.count == 2)
    #expect(problems.contains { $0.contains("aws-actions.json") })
    #expect(problems.contains { $0.contains("aws-resources.json") })
  }

  @Test("tables that cannot be decoded are all named, each with the place of the fault")
  func damagedTables() throws {
    try edit("aws-actions.json") { $0["actions"] = 7 }
    try edit("aws-parameters.json") { tables in
      var rows = tables["rows"] as? [[String: Any]] ?? []
      rows[1]["action"] = nil
      tables["rows"] = rows
    }
    try folder.write("aws-access-levels.json", "{\"format\":")
    let problems = try problems()
    #expect(problems.count == 3)
    #expect(problems.contains { $0.hasPrefix("aws-actions.json: actions") })
    #expect(problems.contains { $0.hasPrefix("aws-parameters.json: rows[1]") && $0.contains("'action' is missing") })
    #expect(problems.contains { $0.hasPrefix("aws-access-levels.json: ") })
  }

  @Test("a model file that is none says why", arguments: ["", "{", "[]", "null", "{}", #"{"format":7}"#])
  func damagedModel(text: String) throws {
    try folder.write("default.json", text)
    let problems = try problems()
    #expect(problems.count == 1)
    #expect(problems.first?.isEmpty == false)
  }

  @Test("a model that is not there is an error that names it")
  func missingModel() {
    let error = #expect(throws: ModelProblems.self) { try ModelLoader.load(path: folder.path + "/none.json") }
    #expect(error?.description.contains("none.json") == true)
  }

  @Test("a ceiling may be marked as fixed; a limit without one may not")
  func fixedCeilings() throws {
    func mark(_ signal: String) throws {
      try edit("default.json") { file in
        var limits = file["limits"] as? [String: [[String: Any]]] ?? [:]
        for index in limits["agent"]?.indices ?? 0..<0 where limits["agent"]?[index]["signal"] as? String == signal {
          limits["agent"]?[index]["fixed"] = true
        }
        file["limits"] = limits
      }
    }
    try mark("destroyed")
    #expect(try ModelLoader.load(path: path).engine.limits[.agent].map(\.isFixed) == [true, true] + Array(repeating: false, count: 9))
    try mark("recreated")
    #expect(try problems() == ["limits.agent[9]: fixed is about a ceiling, and there is no hard"])
  }

  @Test("what a model says about how it was fitted makes it no other model to whoever compares what they cannot weigh")
  func provenance() throws {
    let before = try ModelLoader.load(path: path)
    try edit("default.json") { $0["provenance"] = ["command": "arrester tune"] }
    let after = try ModelLoader.load(path: path)
    #expect(after.tablesIdentifier == before.tablesIdentifier && after.identifier != before.identifier)
  }
}
