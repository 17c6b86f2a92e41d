/// Work that never changes: what it takes says how fast, and how disturbed, the machine is now. Baselines are ratios to it.
enum Calibration {
  static let name = "calibration/dependent multiplications"
  private static let steps = 1024

  static var benchmark: Benchmark {
    Benchmark(name) { state in
      var value: UInt64 = 1
      state.measure(batch: steps) {
        for _ in 0..<steps { value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9 }
        return value
      }
    }
  }
}
