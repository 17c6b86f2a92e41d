import Glibc

/// A file that only grows by whole lines. One thread uses it.
///
/// What could not be written as a whole is taken back, so that the next line does not join a torn one.
struct AppendFile: ~Copyable {
  let path: String
  private let descriptor: Int32
  /// A torn line stands at the end: the next write begins with a line break.
  private var isTorn: Bool

  /// Opens or makes the file, for its owner and group to read.
  init(_ path: String) throws(AuditFileError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw AuditFileError.system(.unwritable, path, "open it") }
    self.path = path
    self.descriptor = descriptor
    isTorn = AppendFile.endsTorn(descriptor)
    AppendFile.syncFolder(of: path)
  }

  deinit { close(descriptor) }

  var byteCount: Int { max(0, Int(lseek(descriptor, 0, SEEK_END))) }

  /// Whether the path still leads to this file: log rotation moves files away from under their writers.
  var isInPlace: Bool {
    var here = stat()
    var there = stat()
    return fstat(descriptor, &here) == 0 && stat(path, &there) == 0 && here.st_ino == there.st_ino && here.st_dev == there.st_dev
  }

  /// All lines, each with its line break, or nothing.
  mutating func append(_ lines: [[UInt8]]) throws(AuditFileError) {
    var bytes: [UInt8] = isTorn ? [AppendFile.lineBreak] : []
    for line in lines {
      bytes += line
      bytes.append(AppendFile.lineBreak)
    }
    let before = byteCount
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let number = errno
        if written > 0 { isTorn = ftruncate(descriptor, off_t(before)) != 0 || isTorn }
        throw AuditFileError.system(.unwritable, path, "write it", number)
      }
      written += count
    }
    isTorn = false
  }

  /// Waits until the device has it.
  func sync() throws(AuditFileError) {
    guard fdatasync(descriptor) == 0 else { throw AuditFileError.system(.unwritable, path, "flush it") }
  }

  mutating func removeAll() throws(AuditFileError) {
    guard ftruncate(descriptor, 0) == 0 else { throw AuditFileError.system(.unwritable, path, "empty it") }
    isTorn = false
  }

  private static let lineBreak = UInt8(ascii: "\n")

  private static func endsTorn(_ descriptor: Int32) -> Bool {
    let end = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    return end > 0 && pread(descriptor, &last, 1, end - 1) == 1 && last != lineBreak
  }

  /// A new file is only there after a crash once its folder has been flushed, too. Where that is refused nothing is lost but this.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
