import ArresterBase
import ArresterEngine
import Foundation

/// Writes a simulation as a folder of event files with their labels and plans.
public enum SimulationFolder {
  /// What was written.
  public struct Contents: Sendable {
    public var files = 0
    public var records = 0
    public var bytes = 0
    public var labels: [ScenarioLabel] = []
    public var plans: [PlannedWindow] = []
  }

  /// Files of an earlier run are replaced; event files that this run does not write would be taken for part of it, and are refused.
  /// - Throws: `SimulationError`.
  public static func write(_ simulation: Simulation, to folder: String) throws -> Contents {
    try prepare(folder, simulation)
    var contents = Contents()
    try simulation.play { played in
      let lines = played.lines
      var bytes: [UInt8] = []
      for line in lines {
        bytes += line
        bytes.append(UInt8(ascii: "\n"))
      }
      try write(Data(bytes), "\(folder)/\(played.name).jsonl")
      contents.files += 1
      contents.records += lines.count
      contents.bytes += bytes.count
      contents.labels += played.labels
      contents.plans += played.plans
    }
    try write(LabelsText.text(contents.labels, simulation), "\(folder)/labels.json")
    try write(PlansText.text(contents.plans), "\(folder)/planned.json")
    try write(ReadmeText.text(simulation, records: contents.records, hasPlans: !contents.plans.isEmpty), "\(folder)/README")
    return contents
  }

  private static func prepare(_ folder: String, _ simulation: Simulation) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let own = Set(simulation.names.map { $0 + ".jsonl" })
      let others = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".jsonl") && !own.contains($0) }
      guard let other = others.min() else { return }
      throw SimulationError(reason: "\(folder) holds \(other), which is not of this run; name another folder, or remove it")
    } catch let error as CocoaError {
      throw SimulationError(reason: "\(folder) cannot be made: \(error.localizedDescription)")
    }
  }

  private static func write(_ text: String, _ path: String) throws { try write(Data(text.utf8), path) }

  private static func write(_ data: Data, _ path: String) throws {
    do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw SimulationError(reason: "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}

/// What kept a simulation from being written.
public struct SimulationError: Error, Equatable, CustomStringConvertible {
  public var reason: String

  public var description: String { reason }
}
