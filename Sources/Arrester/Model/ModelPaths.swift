import Foundation

/// Where models are looked for.
public enum ModelPaths {
  static let notFound =
    "no models folder found: name a model with --model FILE, or set ARRESTER_MODELS to the folder that holds default.json"

  /// `default.json` in, by order: `ARRESTER_MODELS`, `../share/arrester/models` beside the program, `models` in a folder
  /// above the program (a build in its checkout), `models` here.
  public static func defaultModel() -> String? {
    folders().map { "\($0)/default.json" }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The table of hints for restoring, beside the models; nil where there is none.
  static func restoreHints() -> String? {
    folders().map { "\($0)/restore-hints.json" }.first { FileManager.default.fileExists(atPath: $0) }
  }

  private static func folders() -> [String] {
    if let folder = ProcessInfo.processInfo.environment["ARRESTER_MODELS"], !folder.isEmpty { return [folder] }
    var folders: [String] = []
    if let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      var folder = URL(fileURLWithPath: program).deletingLastPathComponent()
      folders.append(folder.deletingLastPathComponent().appendingPathComponent("share/arrester/models").path)
      while folder.path != "/" {
        folders.append(folder.appendingPathComponent("models").path)
        folder = folder.deletingLastPathComponent()
      }
    }
    return folders + ["models"]
  }
}
