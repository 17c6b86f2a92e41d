/// What the distinct resources of a window come to, kept up as they are destroyed and as the window moves on.
struct RunningTally: BitwiseCopyable {
  /// The part of one identity.
  struct Share: BitwiseCopyable {
    var destroyed: Int32 = 0
    var severity: Int32 = 0
    var heavySeverity: Int32 = 0
    var recreated: Int32 = 0
  }

  /// The window's first nanosecond.
  var from = Int64.min
  /// Position of the window's earliest resource; -1 where there is none.
  var first: Int32 = -1
  /// Resources of a stateful type that were created again.
  var statefulRecreations: Int32 = 0
  private(set) var sum = Share()

  mutating func add(_ share: Share) {
    sum.destroyed &+= share.destroyed
    sum.severity &+= share.severity
    sum.heavySeverity &+= share.heavySeverity
    sum.recreated &+= share.recreated
  }

  mutating func remove(_ share: Share) {
    sum.destroyed &-= share.destroyed
    sum.severity &-= share.severity
    sum.heavySeverity &-= share.heavySeverity
    sum.recreated &-= share.recreated
  }
}
