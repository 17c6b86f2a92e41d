/// A session of a principal.
struct Session: BitwiseCopyable {
  var hash: UInt64
  var name: PooledText
  var lastSecond: UInt32
  /// Where its last cell was; cells move.
  var lastCell: UInt32 = 0

  /// With no more of them a look at each is faster than an index.
  static let fewest = 16
}
