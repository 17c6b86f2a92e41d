import ArresterBase
import ArresterEngine
import ArresterEvents
import Foundation

/// Reads planned changes from a file: `{"planned": [{"id": …, "principal": …, …}]}`.
public enum PlannedFile {
  public static let maximumBytes = 16 * 1024 * 1024

  /// - Parameter bounds: those of the model, which limit what a plan may allow.
  /// - Throws: `PlannedFileProblems` with everything that is wrong.
  public static func load(path: String, bounds: EngineBounds) throws -> PlanTable {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw PlannedFileProblems(path: path, problems: ["cannot be read: \(error.localizedDescription)"])
    }
    guard bytes.count <= maximumBytes else {
      throw PlannedFileProblems(path: path, problems: ["\(bytes.count) bytes; at most \(maximumBytes) are read"])
    }
    do {
      return try read(bytes, bounds)
    } catch let error as PlanProblems {
      throw PlannedFileProblems(path: path, problems: error.problems)
    } catch let error as DecodingError {
      throw PlannedFileProblems(path: path, problems: [PlannedProblemWords.describe(error)])
    }
  }

  private static func read(_ bytes: Data, _ bounds: EngineBounds) throws -> PlanTable {
    let file = try JSONDecoder().decode(PlannedList.self, from: bytes)
    var (plans, problems): ([PlannedWindow], [String]) = ([], [])
    for (index, entry) in file.planned.enumerated() {
      switch entry {
      case .read(let plan): plans.append(plan)
      case .wrong(let found): problems += found.map { "planned[\(index)]\($0.isEmpty ? "" : ".")\($0)" }
      }
    }
    // Where one cannot be read its place would shift those of the rest.
    guard problems.isEmpty else { throw PlanProblems(problems) }
    return try PlanTable(plans, bounds: bounds)
  }
}

/// Everything that is wrong with a file of planned changes, each with its place.
public struct PlannedFileProblems: Error, Equatable, CustomStringConvertible {
  public var path: String
  public var problems: [String]

  public var description: String {
    "the planned changes in \(path) cannot be used:\n" + problems.map { "  - \($0)" }.joined(separator: "\n")
  }
}

/// The file as a whole.
private struct PlannedList: Decodable {
  var planned: [PlannedEntry]

  private enum CodingKeys: String, CodingKey, CaseIterable { case planned }

  init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.self)
    planned = try decoder.container(keyedBy: CodingKeys.self).decode([PlannedEntry].self, forKey: .planned)
  }
}
