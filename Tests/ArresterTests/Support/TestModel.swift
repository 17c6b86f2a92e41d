import ArresterBase
import Foundation

@testable import Arrester

/// The model that comes with Arrester.
enum TestModel {
  static let folder = PackageFolder.path + "/models"
  static let path = folder + "/default.json"

  /// Read once: it is half a megabyte of tables.
  static let shared = Result { try ModelLoader.load(path: path) }

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

/// A clock that stands still.
struct StoppedClock: WallClock {
  var nanoseconds: Int64

  /// A day after everything that `CloudTrail` makes.
  static let later = StoppedClock(nanoseconds: Int64(CloudTrail.start + 86_400 * 2) * Timestamp.nanosecondsPerSecond)

  func now() -> Int64 { nanoseconds }
}
