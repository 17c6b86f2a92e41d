import CZlib
import Glibc

/// A file, or standard input, as bytes; gzip is recognised by its first bytes and undone, several members in a row too.
///
/// Belongs to one thread. Holds one chunk of input at a time, whatever the file's size.
final class ByteStream {
  enum Chunk {
    case bytes(UnsafeRawBufferPointer)
    case end
    /// Nothing more can be read; why, in words.
    case damagedCompression(String)
    case unreadable(String)
  }

  private static let chunkBytes = 256 * 1024
  private let descriptor: Int32
  private let input = UnsafeMutableRawPointer.allocate(byteCount: ByteStream.chunkBytes, alignment: 64)
  private let output = UnsafeMutableRawPointer.allocate(byteCount: ByteStream.chunkBytes, alignment: 64)
  private var inflater: Inflater?
  private var isFirst = true
  private var isFinished = false
  /// Bytes read from the file so far, compressed ones as they are.
  private(set) var consumedBytes = 0

  /// - Parameter path: `-` is standard input.
  init(path: String) throws(InputError) {
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(path: path, reason: String(cString: strerror(errno))) }
  }

  deinit {
    if descriptor > 0 { close(descriptor) }
    input.deallocate()
    output.deallocate()
  }

  /// The next bytes; valid until the next call.
  func next() -> Chunk {
    while !isFinished {
      if let inflater, let chunk = inflater.next(output, ByteStream.chunkBytes) { return finish(chunk) }
      let count = readSome()
      if count < 0 { return finish(.unreadable(String(cString: strerror(errno)))) }
      if count == 0 {
        isFinished = true
        return inflater.map { $0.isBetweenMembers ? .end : .damagedCompression("the compressed data ends too early") } ?? .end
      }
      consumedBytes += count
      let bytes = UnsafeRawBufferPointer(start: input, count: count)
      if isFirst, count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B { inflater = Inflater() }
      isFirst = false
      guard let inflater else { return .bytes(bytes) }
      inflater.feed(bytes)
    }
    return .end
  }

  private func finish(_ chunk: Chunk) -> Chunk {
    switch chunk {
    case .bytes: break
    default: isFinished = true
    }
    return chunk
  }

  private func readSome() -> Int {
    while true {
      let count = read(descriptor, input, ByteStream.chunkBytes)
      if count >= 0 || errno != EINTR { return count }
    }
  }
}

/// A file that cannot be opened or listed.
public struct InputError: Error, CustomStringConvertible {
  public var path: String
  public var reason: String

  public var description: String { "cannot read \(path): \(reason)" }
}

/// zlib's inflate for gzip members.
private final class Inflater {
  private var stream = z_stream()
  private(set) var isBetweenMembers = false
  private var hasPending = false
  /// What was made before the damage is handed over first.
  private var failure: String?

  init() { inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) }

  deinit { inflateEnd(&stream) }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self))
    stream.avail_in = UInt32(bytes.count)
  }

  /// nil once more input is needed.
  func next(_ output: UnsafeMutableRawPointer, _ capacity: Int) -> ByteStream.Chunk? {
    if let failure { return .damagedCompression(failure) }
    while stream.avail_in > 0 || hasPending {
      if isBetweenMembers {
        // Zeros between or after members are padding.
        if stream.next_in.pointee == 0 {
          stream.next_in += 1
          stream.avail_in -= 1
          continue
        }
        inflateReset(&stream)
        isBetweenMembers = false
      }
      stream.next_out = output.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(capacity)
      let result = inflate(&stream, Z_NO_FLUSH)
      let count = capacity - Int(stream.avail_out)
      hasPending = stream.avail_out == 0
      if result == Z_STREAM_END {
        isBetweenMembers = true
        hasPending = false
      } else if result != Z_OK && result != Z_BUF_ERROR {
        failure = "the compressed data is damaged: " + (stream.msg.map { String(cString: $0) } ?? "not gzip")
      }
      if count > 0 { return .bytes(UnsafeRawBufferPointer(start: output, count: count)) }
      if let failure { return .damagedCompression(failure) }
      if result == Z_BUF_ERROR { break }
    }
    return nil
  }
}
