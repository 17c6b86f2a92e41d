/// A few bytes of text in a shard's pool: 8 bytes, as its length stands before its bytes.
struct PooledText: BitwiseCopyable {
  private var block: UnsafeMutableRawPointer?

  private static let prefix = MemoryLayout<UInt32>.size

  private init() {}

  init(_ bytes: UnsafeRawBufferPointer, _ pool: BlockPool) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    let memory = pool.allocate(PooledText.prefix + bytes.count)
    memory.storeBytes(of: UInt32(bytes.count), as: UInt32.self)
    (memory + PooledText.prefix).copyMemory(from: source, byteCount: bytes.count)
    block = memory
  }

  private var count: Int { block.map { Int($0.load(as: UInt32.self)) } ?? 0 }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: block.map { $0 + PooledText.prefix }, count: count) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func release(_ pool: BlockPool) {
    if let block { pool.release(block, bytes: PooledText.prefix + count) }
    self = PooledText()
  }
}
