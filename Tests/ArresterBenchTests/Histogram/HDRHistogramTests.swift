import Testing

@testable import ArresterBench

@Suite("HDRHistogram")
struct HDRHistogramTests {
  @Test("percentiles are those of the sorted values, to three digits", arguments: [1, 2, 3, 4, 5])
  func percentilesMatchSortedValues(seed: UInt64) {
    var random = Sequence64(seed: seed)
    // Over many orders of magnitude: a random number of random bits.
    let values = (0..<20_000).map { _ in Int64(random.next() >> (1 + random.next() % 63)) }
    var histogram = HDRHistogram()
    for value in values { histogram.record(value) }
    let sorted = values.sorted()
    for percent in [0, 1, 10, 50, 90, 99, 99.9, 99.99, 100] {
      let rank = max(1, Int((percent / 100 * Double(sorted.count)).rounded(.up)))
      let exact = sorted[rank - 1]
      let found = histogram.percentile(percent)
      #expect(found >= exact && found - exact <= exact / 1000, "p\(percent) of seed \(seed): \(found) for \(exact)")
    }
    #expect(histogram.min == sorted.first)
    #expect(histogram.max == sorted.last)
    #expect(histogram.count == UInt64(values.count))
    #expect(abs(histogram.mean / (values.reduce(0.0) { $0 + Double($1) } / Double(values.count)) - 1) < 1e-9)
  }

  @Test("every value is counted in a bucket that holds it, up to the largest")
  func bucketsHoldTheirValues() {
    for value in [0, 1, 2047, 2048, 2049, 4095, 4096, 1_000_000_007, Int64.max / 2, Int64.max - 1, Int64.max] {
      var histogram = HDRHistogram()
      histogram.record(value)
      // Another, greater one: the last bucket's bound is cut to the greatest value.
      histogram.record(.max)
      let first = histogram.first { _ in true }
      #expect(first.map { $0.upperBound >= value && $0.upperBound - value <= value / 1000 } == true, "\(value)")
    }
  }

  @Test("recording n times at once is recording n times")
  func countsAreRepetitions() {
    var once = HDRHistogram()
    var often = HDRHistogram()
    for value: Int64 in [3, 5_000, 7_000_000] {
      once.record(value, count: 1000)
      for _ in 0..<1000 { often.record(value) }
    }
    once.record(99, count: 0)
    #expect(once == often)
  }

  @Test("merged halves are the whole")
  func mergesAreSums() {
    var random = Sequence64(seed: 4711)
    var whole = HDRHistogram()
    var halves = [HDRHistogram(), HDRHistogram()]
    for index in 0..<10_000 {
      let value = Int64(random.next() >> 30)
      whole.record(value)
      halves[index % 2].record(value)
    }
    halves[0].merge(halves[1])
    #expect(Array(halves[0]) == Array(whole))
    #expect(halves[0].percentile(99) == whole.percentile(99))
    #expect((halves[0].min, halves[0].max) == (whole.min, whole.max))
  }

  @Test("recording allocates nothing")
  func recordsWithoutAllocation() {
    var histogram = HDRHistogram()
    histogram.record(1)
    var value: Int64 = 1
    // No loop over a range: in a debug build its iterator allocates.
    let count = Allocations.count {
      while value <= 1 << 50 {
        histogram.record(value)
        value *= 2
      }
    }
    #expect(count == 0)
    #expect(histogram.count == 52)
  }

  @Test("an empty one is all zeros, and a negative duration counts as 0")
  func edges() {
    var histogram = HDRHistogram()
    #expect((histogram.min, histogram.max, histogram.percentile(99), histogram.count) == (0, 0, 0, 0))
    #expect(histogram.mean == 0 && Array(histogram).isEmpty)
    histogram.record(-5)
    #expect((histogram.min, histogram.max, histogram.count) == (0, 0, 1))
  }
}

/// Numbers that a seed fixes.
private struct Sequence64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
