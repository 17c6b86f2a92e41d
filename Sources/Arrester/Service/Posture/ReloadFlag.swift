import Glibc
import Synchronization

/// Set by SIGHUP, taken by the loop: the configuration is read anew.
public enum ReloadFlag {
  private static let flag = Atomic<Bool>(false)

  public static func set() { flag.store(true, ordering: .relaxed) }

  static func take() -> Bool { flag.load(ordering: .relaxed) && flag.exchange(false, ordering: .relaxed) }

  public static func install() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in ReloadFlag.set() }
    sigaction(SIGHUP, &action, nil)
    // Whoever started this program may have blocked it, as nohup's children find it ignored.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGHUP)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
