import Glibc
import Testing

@testable import ArresterBench

@Suite("Measuring")
struct MeasuringTests {
  @Test("every contender is measured in every repetition, and all of it takes time")
  func interleaves() {
    var passes = [0, 0]
    let contenders = [0, 1].map { index in
      Contender(name: "contender \(index)", itemsPerPass: 100) {
        passes[index] += 1
        return (0..<1000).reduce(UInt64(1)) { ($0 ^ UInt64($1)) &* 0x9e37_79b9_7f4a_7c15 }
      }
    }
    var options = BenchOptions()
    options.durationSeconds = 0.01
    options.repetitions = 3
    var steps: [String] = []
    let results = Interleaving.measure(contenders, options) { steps.append($0) }
    #expect(results.map(\.name) == ["contender 0", "contender 1"])
    #expect(results.allSatisfy { $0.nanosecondsPerItem.count == 3 && $0.nanosecondsPerItem.allSatisfy { $0 > 0 } })
    #expect(passes.allSatisfy { $0 >= 4 } && steps.count == 6)
  }

  @Test("a ratio is that of the repetitions, not of the medians")
  func ratios() {
    let ours = ContenderResult(name: "ours", nanosecondsPerItem: [10, 20, 40])
    let other = ContenderResult(name: "other", nanosecondsPerItem: [9, 18, 36])
    #expect(abs(ours.ratio(to: other) - 0.9) < 1e-9)
  }

  @Test("a pointer chase visits every line of its memory once, and then begins again", arguments: [1, 1024, 100_000])
  func chase(bytes: Int) {
    let chase = PointerChase(bytes: bytes, seed: 3)
    let lines = max(16, bytes / 64)
    var seen: Set<UInt64> = []
    for _ in 0..<lines { seen.insert(chase.walk(1)) }
    #expect(seen.count == lines)
    #expect(chase.walk(lines) == chase.walk(lines))
  }

  @Test("allocations are counted, and nothing is counted where none are made")
  func allocations() {
    var kept: [UnsafeMutableRawPointer] = []
    kept.reserveCapacity(100)
    let count = Allocations.count { for _ in 0..<100 { kept.append(.allocate(byteCount: 64, alignment: 8)) } }
    #expect(count == 100)
    let first = kept[0]
    let none = Allocations.count { for offset in 0..<8 { memset(first + offset, 1, 1) } }
    #expect(none == 0)
    for pointer in kept { pointer.deallocate() }
  }

  @Test("memory that is held is seen, and is not once it is given back")
  func residentBytes() {
    let before = Allocations.residentBytes()
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 50_000_000, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 1)
    let held = Allocations.residentBytes() - before
    memory.deallocate()
    #expect(held >= 45_000_000)
    #expect(Allocations.residentBytes() - before < held / 2)
  }
}
