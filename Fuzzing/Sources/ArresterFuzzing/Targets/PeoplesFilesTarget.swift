import Arrester
import ArresterEngine
import Foundation

@testable import ArresterTuning

/// Files that people write beside a model: planned changes and labels.
final class PeoplesFilesTarget: FuzzTarget {
  static let name = "plans-and-labels"
  private let path: String
  private let bounds: EngineBounds

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("arrester-fuzzing-\(getpid()).json").path
    bounds = try ModelLoader.load().engine.bounds
  }

  func run(_ bytes: UnsafeRawBufferPointer) {
    let data = Data(bytes)
    _ = try? TuneLabels.read(data)
    guard FileManager.default.createFile(atPath: path, contents: data) else { return }
    do { _ = try PlannedFile.load(path: path, bounds: bounds) } catch {
      require(error is PlannedFileProblems, "refused with \(error), which is no list of problems")
    }
  }
}
