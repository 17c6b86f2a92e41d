import Arrester
import Foundation

/// `arrester demo`: the story in one process.
enum DemoCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let model = try ModelLoader.load()
    StopFlag.install()
    let folder = URL(fileURLWithPath: model.path).deletingLastPathComponent().appendingPathComponent("demo").path
    let result = try Demo(model: model) { line in
      Terminal.printLine(line)
      fflush(nil)
    }.run(folder: folder) { options.flag("hold") && !StopFlag.isSet }
    return result.trip != nil && result.saved > 0 && result.isRestored ? .done : .failed
  }
}
