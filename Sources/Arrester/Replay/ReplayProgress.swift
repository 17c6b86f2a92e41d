/// How far a replay is.
public enum ReplayProgress: Sendable, Equatable {
  /// So many bytes of the files, compressed ones as they are.
  case read(bytes: Int)
  /// Changes in order of time; not with `isAsArrived`, which judges while it reads.
  case judged(changes: Int, of: Int)
}

/// A replay that was stopped: what it says is about a part.
public struct ReplayInterruption: Error, Equatable {
  /// Bytes of the files that were read by then; all of what was read is judged.
  public var readBytes: Int
  /// Where all files were read: the event time up to which they were judged, nanoseconds since 1970 UTC.
  public var judgedUpTo: Int64?

  public init(readBytes: Int, judgedUpTo: Int64? = nil) {
    self.readBytes = readBytes
    self.judgedUpTo = judgedUpTo
  }
}
