import ArresterBase

/// Names of regions and scopes, kept once for a shard. Belongs to its thread.
///
/// Bounded: past its limit a name gets the number of "(other)", and is counted.
final class NameTable {
  static let other: UInt32 = 0
  /// Stands for no name at all.
  static let none: UInt32 = 1
  private var numbers: [UInt64: UInt32] = [:]
  private var names: [String] = ["(other)", ""]
  private let limit: Int
  private(set) var overflows = 0

  init(limit: Int) { self.limit = limit }

  /// - Complexity: O(1); allocates for a name not seen before.
  func number(of name: UnsafeRawBufferPointer, hash: UInt64) -> UInt32 {
    if let number = numbers[hash] { return number }
    guard names.count < limit else {
      overflows += 1
      return NameTable.other
    }
    let number = UInt32(names.count)
    names.append(String(decoding: name, as: UTF8.self))
    numbers[hash] = number
    return number
  }

  func name(_ number: UInt32) -> String { names[Int(number)] }
}
