/// What the shell learns (commands.md).
enum CommandStatus: Int32, Sendable {
  case done = 0
  case failed = 1
  /// Wrong usage or a wrong configuration: nothing was tried.
  case wrongUsage = 2
  /// A breaker tripped, where `--fail-on-trip` asks for that to be told.
  case tripped = 3
}
