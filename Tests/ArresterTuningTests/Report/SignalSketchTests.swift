import ArresterEngine
import Testing

@testable import ArresterTuning

@Suite("A bounded sketch of a signal")
struct SignalSketchTests {
  @Test("counts below 64 are exact")
  func exact() {
    var sketch = SignalSketch(.velocity)
    for value in 0..<64 { sketch.add(Double(value)) }
    #expect(sketch.total == 64)
    #expect(sketch.quantile(0.5) == 31 && sketch.quantile(1) == 63 && sketch.quantile(0) == 0)
    #expect(sketch.count(from: 60) == 4)
  }

  @Test("larger ones are kept to a sixteenth, however large", arguments: [64, 65, 100, 127, 128, 1000, 65_535, 1_000_000, 4_194_303])
  func large(value: Int) {
    var sketch = SignalSketch(.velocity)
    sketch.add(Double(value))
    let kept = sketch.quantile(1)
    #expect(kept <= Double(value) && Double(value) < kept * (1 + 1.0 / 16) + 1)
  }

  @Test("what is beyond the last bucket is in it")
  func beyond() {
    var sketch = SignalSketch(.velocity)
    sketch.add(1e12)
    sketch.add(-1)
    #expect(sketch.total == 2 && sketch.quantile(0.5) == 0 && sketch.quantile(1) > 4_000_000)
  }

  @Test("a ratio is kept to a hundredth")
  func ratio() {
    var sketch = SignalSketch(.destructiveRatio)
    for value in [0, 0.29, 0.3, 0.659, 1] { sketch.add(value) }
    #expect(sketch.quantile(1) == 1 && sketch.quantile(0.8) == 0.65 && sketch.count(from: 0.3) == 3)
  }

  @Test("two sketches together are the sketch of all")
  func merged() {
    var (left, right, all) = (SignalSketch(.destroyed), SignalSketch(.destroyed), SignalSketch(.destroyed))
    for value in stride(from: 0, to: 5000, by: 7) {
      if value % 2 == 0 { left.add(Double(value)) } else { right.add(Double(value)) }
      all.add(Double(value))
    }
    left.add(right)
    #expect(left == all)
  }

  @Test("an empty one has no greatest value")
  func empty() { #expect(SignalSketch(.velocity).quantile(0.5) == 0) }
}
