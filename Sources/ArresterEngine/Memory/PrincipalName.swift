import CMachine
import Glibc

/// A principal's name and its home scope in one block of a shard's pool.
///
/// ```
/// | length of the name, 2 bytes | of the home scope, 2 bytes | name | home scope |
/// ```
struct PrincipalName: BitwiseCopyable {
  private var block: UnsafeMutableRawPointer?

  private static let prefix = 2 * MemoryLayout<UInt16>.size

  init(_ name: UnsafeRawBufferPointer, homeScope: UnsafeRawBufferPointer, _ pool: BlockPool) {
    let memory = pool.allocate(PrincipalName.prefix + name.count + homeScope.count)
    memory.storeBytes(of: UInt16(name.count), as: UInt16.self)
    memory.storeBytes(of: UInt16(homeScope.count), toByteOffset: 2, as: UInt16.self)
    if let source = name.baseAddress { memcpy(memory + PrincipalName.prefix, source, name.count) }
    if let source = homeScope.baseAddress { memcpy(memory + PrincipalName.prefix + name.count, source, homeScope.count) }
    block = memory
  }

  private func length(at offset: Int) -> Int { block.map { Int($0.load(fromByteOffset: offset, as: UInt16.self)) } ?? 0 }

  private func text(at offset: Int, count: Int) -> String {
    let start = block.map { UnsafeRawPointer($0 + PrincipalName.prefix + offset) }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  var text: String { text(at: 0, count: length(at: 0)) }

  var homeScope: String { text(at: length(at: 0), count: length(at: 2)) }

  /// Has its first bytes fetched.
  @inline(__always)
  func fetch() { arrester_prefetch(block) }

  /// Whether that is the name. O(its length).
  @inline(__always)
  func equals(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let block, name.count == Int(block.load(as: UInt16.self)) else { return false }
    guard let start = name.baseAddress else { return true }
    return memcmp(block + PrincipalName.prefix, start, name.count) == 0
  }

  mutating func release(_ pool: BlockPool) {
    if let block { pool.release(block, bytes: PrincipalName.prefix + length(at: 0) + length(at: 2)) }
    block = nil
  }
}
