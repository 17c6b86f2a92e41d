import ArresterEngine

/// Some hours of a principal, as far as any limits could meet something in them: enough to say when it first trips under given
/// limits, and how often it is warned of until then, exactly.
///
/// A window is left out where an earlier one of the chunk is no smaller in anything that a limit looks at, and its baseline gave no
/// higher limit: whatever meets it has met that one before.
struct TraceChunk {
  /// A window that is greater in something than all before it.
  struct Point {
    /// Number of the change within its chunk.
    var index: UInt32
    /// Event time, nanoseconds since 1970 UTC.
    var time: Int64
    /// Lower bound of the destructive ratio of the principal's own values.
    var ratio: Double
    var window: JudgedWindow
  }

  /// A signal that has risen, or of which a baseline expects less than before: limits whose half lay above `from` and lies at `to` or
  /// below warn.
  struct Rise {
    var index: UInt32
    var time: Int64
    /// Index into the limits of the kind.
    var limit: UInt8
    var from: Double
    var to: Double
    /// What a frozen baseline gave at `from` and gives at `to`; 0 for nothing.
    var learntFrom: Int32
    var learntTo: Int32
  }

  /// What trips under any limits.
  struct Decision {
    var index: UInt32
    var time: Int64
    var rule: Rule
  }

  /// Event times of the first and last change that is told.
  var first: Int64
  var last: Int64
  /// By window, each in order of time.
  var points: [[Point]]
  var rises: [Rise] = []
  /// What comes after it in the chunk is never asked for: the latch is silent, and after that a bridge leads on.
  var decision: Decision?

  init(at time: Int64, windows: Int) {
    first = time
    last = time
    points = Array(repeating: [], count: windows)
  }
}
