import Testing

@testable import ArresterEngine

@Suite("Layout of what there are millions of")
struct RecordLayoutTests {
  @Test("a record is four cache lines, and the sums of its windows are one of them")
  func record() {
    #expect(MemoryLayout<PrincipalRecord>.stride == 256)
    #expect(MemoryLayout<PrincipalRecord>.offset(of: \.sums) == 64)
    #expect(MemoryLayout<PrincipalRecord>.offset(of: \.firstCells) == 128)
    #expect(MemoryLayout<PrincipalRecord>.offset(of: \.regions) == 192)
  }

  @Test("five cells fit into a cache line")
  func cell() { #expect(MemoryLayout<Cell>.stride == 12) }

  @Test("a cell keeps where it is apart from what it counts, up to the last that there may be")
  func places() {
    var cell = Cell(second: 7, session: .max, region: 63, scope: Cell.nowhere)
    #expect(cell.session == .max && cell.region == 63 && cell.scope == Cell.nowhere && !cell.holdsFanOut && !cell.isSaturated)
    let call = {
      var call = Cell(second: 7, session: .max, region: 63, scope: Cell.nowhere)
      (call.failed, call.holdsFanOut, call.isSaturated) = (1, true, true)
      return call
    }()
    for count in 1...255 {
      #expect(cell.isSame(call))
      cell.add(call)
      #expect(cell.failed == count && cell.changes == 0 && cell.isFull == (count == 255))
    }
    #expect(!cell.isSame(call) && cell.holdsFanOut && cell.isSaturated && cell.region == 63 && CellSums(cell).failed == 255)
  }
}
