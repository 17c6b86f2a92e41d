import Glibc

/// Waiting in the demonstration's own thread.
enum DemoPause {
  static func short() { usleep(2000) }
  /// Between two calls of those that work on.
  static func long() { usleep(100_000) }
}
