import ArresterEvents
import Glibc

/// Changes kept for later in an unnamed temporary file, which goes with the process: the kernel decides how much of it is in memory.
///
/// Frames stay where they are. Belongs to one thread.
final class FrameArchive {
  private let segmentBytes: Int
  private var descriptor: Int32 = -1
  private var segments: [UnsafeMutableRawPointer] = []
  private var used: Int

  /// - Parameter segmentBytes: by how much it grows: whole pages, and more than a frame needs.
  init(segmentBytes: Int = 64 * 1024 * 1024) {
    self.segmentBytes = segmentBytes
    used = segmentBytes
  }

  deinit {
    for segment in segments { munmap(segment, segmentBytes) }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Copies a frame, which is far smaller than a segment.
  /// - Throws: `TuneError` where there is no room.
  func append(_ frame: EventFrame) throws -> EventFrame {
    let length = (frame.totalLength + 15) & ~15
    if used + length > segmentBytes { try grow() }
    let place = segments[segments.count - 1] + used
    memcpy(place, frame.base, frame.totalLength)
    used += length
    return EventFrame(base: place)
  }

  private func grow() throws {
    if descriptor < 0 { descriptor = try FrameArchive.open() }
    let begin = segments.count * segmentBytes
    // Reserved now: a full disk must be an error here, not a fault at the first write.
    let failure = posix_fallocate(descriptor, begin, segmentBytes)
    guard failure == 0 else { throw FrameArchive.error(failure) }
    guard let segment = mmap(nil, segmentBytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, begin),
      segment != MAP_FAILED
    else { throw FrameArchive.error(errno) }
    segments.append(segment)
    used = 0
  }

  private static func open() throws -> Int32 {
    var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/arrester-tune-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw error(errno) }
    unlink(template)
    return descriptor
  }

  private static func error(_ code: Int32) -> TuneError {
    let reason = String(cString: strerror(code))
    return TuneError(reason: "the changes of those who are judged need room in a temporary file (TMPDIR, else /tmp): \(reason)")
  }
}

/// What kept a tuning from being done.
public struct TuneError: Error, Equatable, CustomStringConvertible {
  public var reason: String

  public init(reason: String) { self.reason = reason }

  public var description: String { reason }
}
