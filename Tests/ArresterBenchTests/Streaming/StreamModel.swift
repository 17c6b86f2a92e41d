import Arrester
import Foundation

/// The model that comes with Arrester, read once.
enum StreamModel {
  private static let shared = Result { try ModelLoader.load(path: folder + "/models/default.json") }

  static func load() throws -> Model { try shared.get() }

  /// Found from this file, whatever the working directory.
  private static let folder: String = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.path
  }()
}
