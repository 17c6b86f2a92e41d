import Arrester
import ArresterBase
import Foundation

/// The model that comes with Arrester, read once.
enum TestModel {
  static let shared = Result { try ModelLoader.load(path: PackageFolder.path + "/models/default.json") }

  static func load() throws -> Model { try shared.get() }
}

/// Where the package is: found from this file, whatever the working directory.
enum PackageFolder {
  static let path: String = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.path
  }()
}
