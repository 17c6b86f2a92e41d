import Glibc

/// Waiting in the demonstration's own thread.
enum DemoPause {
  static func short() { usleep(2000) }
}
