import ArresterEvents

/// Numbers for regions, each name kept once.
struct RegionNames {
  /// What is past the bound.
  static let others = "(other regions)"

  private(set) var names: [String] = []
  private var numbers: [UInt64: UInt16] = [:]
  private let most: Int
  /// Changes beyond the bound.
  private(set) var overflows = 0

  init(most: Int) { self.most = min(most, Int(UInt16.max) - 1) }

  mutating func number(of frame: EventFrame) -> UInt16 {
    let hash = frame.header.pointee.regionLength == 0 ? 0 : frame.header.pointee.regionHash
    if let number = numbers[hash] { return number }
    guard names.count < most else {
      overflows += 1
      if names.count == most { names.append(RegionNames.others) }
      return UInt16(most)
    }
    names.append(frame.region.text)
    numbers[hash] = UInt16(names.count - 1)
    return UInt16(names.count - 1)
  }
}
