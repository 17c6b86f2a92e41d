import CSimdjson
import Glibc

/// Owns simdjson's first stage: the positions of everything in a JSON text that has structure.
///
/// One for each thread; its memory is kept for the next text.
public final class JSONIndexer {
  private let indexer: OpaquePointer

  public init() {
    guard let indexer = simdjson_indexer_create() else { fatalError("no memory for a JSON indexer") }
    self.indexer = indexer
  }

  deinit { simdjson_indexer_destroy(indexer) }

  /// The variant of simdjson that this processor got.
  public static var implementation: String { String(cString: simdjson_implementation_name()) }

  /// Indexes `text` and checks its UTF-8, its strings' ends and escapes.
  ///
  /// The cursor is valid until the next call, and as long as `text` is.
  /// - Complexity: O(count): about 0.13 ns a byte, no padding after the text needed, no allocation after warm-up.
  public func cursor(over text: UnsafeRawBufferPointer) throws(JSONFault) -> JSONCursor {
    guard let base = text.baseAddress, text.count > 0 else { throw .empty }
    var positions: UnsafePointer<UInt32>?
    var count: UInt32 = 0
    let result = simdjson_indexer_run(indexer, base.assumingMemoryBound(to: UInt8.self), text.count, &positions, &count)
    guard result == Int32(SIMDJSON_INDEX_OK), let positions else { throw JSONIndexer.fault(result) }
    let hasEscapes = memchr(base, 0x5C, text.count) != nil
    if hasEscapes, !JSONEscapes.areValid(text) { throw .syntax }
    return JSONCursor(JSONTokens(base: base, length: text.count, positions: positions, count: Int(count), hasEscapes: hasEscapes))
  }

  private static func fault(_ result: Int32) -> JSONFault {
    switch Int(result) {
    case SIMDJSON_INDEX_EMPTY: .empty
    case SIMDJSON_INDEX_UTF8: .invalidUTF8
    case SIMDJSON_INDEX_UNCLOSED_STRING: .truncated
    case SIMDJSON_INDEX_MEMORY: .outOfMemory
    default: .syntax
    }
  }
}
