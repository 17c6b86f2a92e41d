import CBareSimdjson

/// simdjson On-Demand and nothing else (Sources/C/CBareSimdjson). Belongs to one thread.
public final class BareSimdjson {
  private let parser = bare_parser_create()

  public init() {}

  deinit { bare_parser_destroy(parser) }

  /// Every field that Arrester's decoder reads.
  /// - Returns: 0 where the record could not be read.
  public func readAll(_ record: UnsafeRawBufferPointer) -> UInt64 {
    bare_parser_read_all(parser, record.baseAddress?.assumingMemoryBound(to: UInt8.self), record.count)
  }

  /// The seven fields of the reference job R1.
  /// - Returns: 0 where the record could not be read.
  public func readSeven(_ record: UnsafeRawBufferPointer) -> UInt64 {
    bare_parser_read_seven(parser, record.baseAddress?.assumingMemoryBound(to: UInt8.self), record.count)
  }
}
