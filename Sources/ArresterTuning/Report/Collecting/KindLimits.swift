import ArresterEngine
import ArresterEvents

/// The limits of a kind by window, as readings are held against them.
struct KindLimits {
  struct Entry {
    var signal: Signal
    var soft: Float
    var hard: Float
  }

  /// By window; a limit that is not there is infinite.
  private let windows: [[Entry]]

  init(_ model: EngineModel, _ kind: PrincipalKind) {
    windows = model.windows.indices.map { window in
      model.limits[kind].filter { $0.window == window }.map {
        Entry(signal: $0.signal, soft: Float($0.soft ?? .infinity), hard: Float($0.hard ?? .infinity))
      }
    }
  }

  /// The greatest share of a soft and of a hard limit. A saturated window stands at its limits on what was destroyed at least.
  func shares(_ reading: WindowReading) -> (soft: Float, hard: Float) {
    var (soft, hard): (Float, Float) = (0, 0)
    for entry in windows[reading.window] {
      let value = Float(reading.value(of: entry.signal))
      let least: Float = reading.isSaturated && entry.signal == .destroyed ? 1 : 0
      soft = max(soft, entry.soft.isFinite ? max(least, value / entry.soft) : 0)
      hard = max(hard, entry.hard.isFinite ? max(least, value / entry.hard) : 0)
    }
    return (soft, hard)
  }
}
