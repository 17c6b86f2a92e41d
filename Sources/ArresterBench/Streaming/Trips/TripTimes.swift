/// When each step of one trip ended, on the clock of `SystemClock.monotonic()`; nil for a step that was not seen.
///
/// ```
/// due ── sent ── fetched ── scored ── decided ── committed ── published
///                                        └── visible
/// ```
struct TripTimes: Equatable, Sendable {
  /// When the deletion that trips was due.
  var due: Int64
  var sent: Int64
  /// Its batch came out of librdkafka.
  var fetched: Int64?
  /// Its batch was decoded and scored.
  var scored: Int64?
  /// The board has the verdict.
  var decided: Int64?
  /// The decision call denied.
  var visible: Int64?
  /// The round's end: what the loop itself does for the commit is done.
  var committed: Int64?
  /// A reader of the findings topic has the finding.
  var published: Int64?
}
