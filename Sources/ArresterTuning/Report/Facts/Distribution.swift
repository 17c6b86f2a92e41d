import ArresterEngine
import ArresterEvents

/// How one signal in one window was spread over the principals of a kind, and over their changes.
public struct Distribution: Sendable {
  public var kind: PrincipalKind
  public var signal: Signal
  /// Index into the model's windows.
  public var window: Int
  /// The maximum of each principal, least first.
  public var maxima: [Double]
  /// The window's value at each counted change.
  var changes: SignalSketch

  /// The value that `share` of the principals did not exceed; 0 where there is none.
  public func maximum(atShare share: Double) -> Double {
    maxima.isEmpty ? 0 : maxima[min(maxima.count - 1, max(0, Int((share * Double(maxima.count)).rounded(.up)) - 1))]
  }

  /// How many principals reached `value`: would have met a limit that stood there.
  public func principals(reaching value: Double) -> Int {
    var (low, high) = (0, maxima.count)
    while low < high {
      let middle = (low + high) / 2
      if maxima[middle] < value { low = middle + 1 } else { high = middle }
    }
    return maxima.count - low
  }

  /// Of every kind, window and signal that anything is known of.
  static func all(_ principals: [PrincipalFacts], _ sketches: [[[SignalSketch]]], windows: [WindowShape]) -> [Distribution] {
    PrincipalKind.allCases.flatMap { kind -> [Distribution] in
      let own = principals.filter { $0.key.kind == kind }
      let found = sketches.map { $0[Int(kind.rawValue)] }.filter { !$0.isEmpty }
      guard !found.isEmpty else { return [] }
      return windows.indices.flatMap { window in
        Signal.allCases.map { signal in
          var changes = SignalSketch(signal)
          for sketch in found { changes.add(sketch[window * Signal.allCases.count + Int(signal.rawValue)]) }
          return Distribution(
            kind: kind, signal: signal, window: window, maxima: own.map { $0.maximum(signal, window: window) }.sorted(), changes: changes)
        }
      }
    }
  }
}
