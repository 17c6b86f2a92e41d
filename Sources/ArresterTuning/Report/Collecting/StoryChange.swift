import ArresterEvents

/// One change as a trip's timeline shows it. 24 bytes: many are kept for trips that never come.
struct StoryChange: Sendable, Equatable {
  /// Event time, nanoseconds since 1970 UTC.
  var time: Int64
  /// How near the windows were to a soft and to a hard limit with it, as a share of the nearest; 0 where there is none.
  var softShare: Float = 0
  var hardShare: Float = 0
  /// Distinct resources destroyed by it that were not destroyed before.
  var destroyed: UInt16 = 0
  /// Into the names of regions.
  var region: UInt16
  var effect: Effect
  var isFailed: Bool
  /// A plan covers it.
  var isPlanned: Bool
}

/// A change as it comes, with what it destroyed.
struct ComingChange {
  var change: StoryChange
  var destroyed: [UInt64]
  var unnamed: Int
}
