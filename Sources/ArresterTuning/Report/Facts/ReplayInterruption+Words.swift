import Arrester
import ArresterBase

extension ReplayInterruption {
  /// What a stopped replay can and cannot say.
  /// - Parameter total: bytes of all files; 0 where nobody knows.
  public func words(of total: Int) -> String {
    if let judgedUpTo {
      return
        "The replay was stopped. Everything was read; it was judged up to \(Timestamp.format(judgedUpTo)), and nothing is said of what came "
        + "later."
    }
    let whole = total > 0 ? " of \(CountText.grouped(total))" : ""
    return "The replay was stopped after \(CountText.grouped(readBytes))\(whole) bytes, file by file. What was read was "
      + "judged; what is missing may lie between the events that were read, so that a principal may have done more than is shown, and no "
      + "silence means that nothing happened."
  }
}
