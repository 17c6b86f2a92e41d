import Glibc
import Synchronization

/// Set by SIGTERM and SIGINT, asked by the loop: the service drains and leaves. A second signal ends the process at once.
public enum StopFlag {
  private static let flag = Atomic<Bool>(false)

  public static var isSet: Bool { flag.load(ordering: .relaxed) }

  /// As a signal would.
  public static func set() { flag.store(true, ordering: .relaxed) }

  static func reset() { flag.store(false, ordering: .relaxed) }

  /// - Parameter ignoresBrokenPipes: a peer that went away is an error of that write; else it is the end of the process, as in a pipeline
  ///   of a shell.
  public static func install(ignoresBrokenPipes: Bool = true) {
    for signal in [SIGTERM, SIGINT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { signal in
        if StopFlag.flag.exchange(true, ordering: .relaxed) { _exit(128 + signal) }
      }
      sigaction(signal, &action, nil)
    }
    // Whoever started this program may have blocked them, and a blocked signal stays so across exec.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    if ignoresBrokenPipes { Glibc.signal(SIGPIPE, SIG_IGN) }
  }
}
