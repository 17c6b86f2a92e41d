import CFuzzer
import Glibc

/// Hands libFuzzer's inputs to the one target of this process.
enum FuzzRun {
  nonisolated(unsafe) private static var target: (any FuzzTarget)?

  /// - Returns: never: the process ends with libFuzzer's own status.
  static func start(_ target: any FuzzTarget) -> Never {
    self.target = target
    var arguments = [CommandLine.unsafeArgv[0]] + (2..<Int(CommandLine.argc)).map { CommandLine.unsafeArgv[$0] } + [nil]
    var count = Int32(arguments.count - 1)
    arguments.withUnsafeMutableBufferPointer { list in
      var list = list.baseAddress
      exit(LLVMFuzzerRunDriver(&count, &list, run))
    }
    fatalError("exit returned")
  }

  private static let run: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32 = { bytes, count in
    target?.run(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
  }
}
