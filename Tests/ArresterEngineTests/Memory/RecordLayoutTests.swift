import Testing

@testable import ArresterEngine

@Suite("Layout of what there are millions of")
struct RecordLayoutTests {
  @Test("a record is four cache lines, and a change that destroys nothing needs only the first three")
  func record() {
    #expect(MemoryLayout<PrincipalRecord>.stride == 256)
    #expect(MemoryLayout<PrincipalRecord>.offset(of: \.sums) == 64)
    #expect(MemoryLayout<PrincipalRecord>.offset(of: \.homeScope)! >= 192)
  }

  @Test("a cell is a quarter of a cache line")
  func cell() { #expect(MemoryLayout<Cell>.stride == 16) }
}
