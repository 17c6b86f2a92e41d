import CZlib
import Glibc

/// A file, or standard input, as bytes; gzip is recognised by its first bytes and undone, several members in a row too.
///
/// Belongs to one thread. Holds one chunk of compressed input at most, whatever the file's size.
final class ByteStream: ByteSource {
  enum Chunk {
    /// So many were written.
    case bytes(Int)
    case end
    /// Nothing more can be read; why, in words.
    case damagedCompression(String)
    case unreadable(String)
  }

  /// What to ask for at a time: it stays in a core's second-level cache until it is decoded.
  static let chunkBytes = 256 * 1024
  private let descriptor: Int32
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
  }

  /// Writes the next bytes into `room`.
  func next(into room: UnsafeMutableRawBufferPointer) -> Chunk {
    while !isFinished {
      if let inflater, let chunk = inflater.next(room) { return finish(chunk) }
      let count = readSome(inflater?.input ?? room)
      if count < 0 { return finish(.unreadable(String(cString: strerror(errno)))) }
      if count == 0 {
        isFinished = true
        return inflater.map { $0.isBetweenMembers ? .end : .damagedCompression("the compressed data ends too early") } ?? .end
      }
      consumedBytes += count
      if isFirst { recogniseCompression(room, count) }
      guard let inflater else { return .bytes(count) }
      inflater.noteInput(count)
    }
    return .end
  }

  /// Files are; of standard input nobody knows when it goes on, and somebody may want to stop.
  func isReady() -> Bool {
    guard descriptor == 0, inflater?.hasMore != true else { return true }
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, 100) > 0
  }

  private func recogniseCompression(_ room: UnsafeMutableRawBufferPointer, _ count: Int) {
    isFirst = false
    guard count >= 2, room[0] == 0x1F, room[1] == 0x8B else { return }
    let inflater = Inflater(inputBytes: room.count)
    inflater.input.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[..<count]))
    self.inflater = inflater
  }

  private func finish(_ chunk: Chunk) -> Chunk {
    switch chunk {
    case .bytes: break
    default: isFinished = true
    }
    return chunk
  }

  private func readSome(_ room: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = read(descriptor, room.baseAddress, room.count)
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
  /// Where compressed bytes go.
  let input: UnsafeMutableRawBufferPointer
  private var stream = z_stream()
  private(set) var isBetweenMembers = false
  private var hasPending = false
  /// What was made before the damage is handed over first.
  private var failure: String?

  init(inputBytes: Int) {
    input = .allocate(byteCount: inputBytes, alignment: 64)
    inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  /// Something can be made without more input.
  var hasMore: Bool { stream.avail_in > 0 || hasPending }

  /// `input` holds so many bytes.
  func noteInput(_ count: Int) {
    stream.next_in = input.baseAddress!.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(count)
  }

  /// nil once more input is needed.
  func next(_ output: UnsafeMutableRawBufferPointer) -> ByteStream.Chunk? {
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
      stream.next_out = output.baseAddress!.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(output.count)
      let result = inflate(&stream, Z_NO_FLUSH)
      let count = output.count - Int(stream.avail_out)
      hasPending = stream.avail_out == 0
      if result == Z_STREAM_END {
        isBetweenMembers = true
        hasPending = false
      } else if result != Z_OK && result != Z_BUF_ERROR {
        failure = "the compressed data is damaged: " + (stream.msg.map { String(cString: $0) } ?? "not gzip")
      }
      if count > 0 { return .bytes(count) }
      if let failure { return .damagedCompression(failure) }
      if result == Z_BUF_ERROR { break }
    }
    return nil
  }
}
