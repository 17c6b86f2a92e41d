import ArresterBase

extension Log {
  /// Calls a person. docs/operations.md says of each cause what to do. Each has a limit of its own, so that no flood of one hides another.
  func page(_ cause: PageCause, at level: Level = .warning, _ fields: @autoclosure () -> Fields) {
    log(level: level, "page", cause: cause.rawValue, fields())
  }
}
