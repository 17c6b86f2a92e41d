import Glibc

/// Reads and decompresses files on a thread of its own, some chunks ahead of whoever decodes them: with compressed files that is half
/// of the work. One file is open at a time, and the chunks are all the memory that it takes.
///
/// The files are handed over in their order: call `nextFile` for each, and read it to its end. Belongs to one thread.
final class ReadAhead {
  static let slots = 16
  private let worker: ReadAheadWorker
  private var thread = pthread_t()
  private var isJoined = false

  init(_ paths: [String]) {
    worker = ReadAheadWorker(paths, slots: ReadAhead.slots)
    let failure = pthread_create(&thread, nil, { ReadAheadWorker.run($0) }, Unmanaged.passRetained(worker).toOpaque())
    precondition(failure == 0, "no thread to read on: \(String(cString: strerror(failure)))")
  }

  deinit { stop() }

  /// Leaves the rest unread, and waits until the thread has ended.
  func stop() {
    guard !isJoined else { return }
    isJoined = true
    worker.stop()
    pthread_join(thread, nil)
  }

  /// - Throws: `InputError` where the file cannot be opened.
  func nextFile() throws -> any ByteSource {
    // The file's first chunk stays where it is for `next`.
    if let error = worker.take().error {
      worker.release()
      throw error
    }
    return AheadFile(worker)
  }
}

/// One file of those that are read ahead.
private final class AheadFile: ByteSource {
  private let worker: ReadAheadWorker
  private(set) var consumedBytes = 0
  /// What is told once the bytes are handed over.
  private var ending: ByteStream.Chunk?

  init(_ worker: ReadAheadWorker) { self.worker = worker }

  func isReady() -> Bool { true }

  func next(into room: UnsafeMutableRawBufferPointer) -> ByteStream.Chunk {
    if let ending { return ending }
    let slot = worker.take()
    consumedBytes = slot.consumedBytes
    ending = slot.ending
    memcpy(room.baseAddress!, slot.memory, slot.count)
    let count = slot.count
    worker.release()
    return count > 0 ? .bytes(count) : ending ?? .bytes(0)
  }
}

/// A chunk, and how the file went on behind it.
final class ReadAheadSlot {
  let memory = UnsafeMutableRawPointer.allocate(byteCount: ByteStream.chunkBytes, alignment: 64)
  var count = 0
  /// nil where more of the file follows.
  var ending: ByteStream.Chunk?
  var consumedBytes = 0
  /// Of a file that cannot be opened.
  var error: InputError?

  deinit { memory.deallocate() }
}

/// A ring of slots between the reading thread and the decoding one. Slots are filled and emptied outside of the lock.
final class ReadAheadWorker: @unchecked Sendable {
  private let paths: [String]
  private let slots: [ReadAheadSlot]
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var filled = 0
  private var emptied = 0
  private var isStopped = false

  init(_ paths: [String], slots count: Int) {
    self.paths = paths
    slots = (0..<count).map { _ in ReadAheadSlot() }
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(changed)
    lock.deallocate()
    changed.deallocate()
  }

  // MARK: The decoding thread

  /// The next slot that is filled; the reader's until `release`.
  func take() -> ReadAheadSlot {
    locked { while filled == emptied { pthread_cond_wait(changed, lock) } }
    return slots[emptied % slots.count]
  }

  func release() {
    locked { emptied += 1 }
    pthread_cond_signal(changed)
  }

  func stop() {
    locked { isStopped = true }
    pthread_cond_signal(changed)
  }

  // MARK: The reading thread

  static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    let worker = Unmanaged<ReadAheadWorker>.fromOpaque(context!).takeRetainedValue()
    for path in worker.paths where !worker.read(path) { break }
    return nil
  }

  /// - Returns: false once nobody wants more.
  private func read(_ path: String) -> Bool {
    let stream: ByteStream
    do throws(InputError) {
      stream = try ByteStream(path: path)
    } catch {
      return fill { $0.error = error }
    }
    while true {
      var isLast = false
      guard fill({ isLast = ReadAheadWorker.fill($0, from: stream) }) else { return false }
      if isLast { return true }
    }
  }

  /// As much as there is room for, so that a small file is one chunk.
  private static func fill(_ slot: ReadAheadSlot, from stream: ByteStream) -> Bool {
    defer { slot.consumedBytes = stream.consumedBytes }
    while slot.count < ByteStream.chunkBytes {
      let room = UnsafeMutableRawBufferPointer(start: slot.memory + slot.count, count: ByteStream.chunkBytes - slot.count)
      switch stream.next(into: room) {
      case .bytes(let count): slot.count += count
      case let ending:
        slot.ending = ending
        return true
      }
    }
    return false
  }

  /// Waits for an empty slot, and hands it over once `body` has filled it.
  private func fill(_ body: (ReadAheadSlot) -> Void) -> Bool {
    var mayFill = true
    locked {
      while !isStopped, filled - emptied == slots.count { pthread_cond_wait(changed, lock) }
      mayFill = !isStopped
    }
    guard mayFill else { return false }
    let slot = slots[filled % slots.count]
    (slot.count, slot.ending, slot.consumedBytes, slot.error) = (0, nil, 0, nil)
    body(slot)
    locked { filled += 1 }
    pthread_cond_signal(changed)
    return true
  }

  private func locked(_ body: () -> Void) {
    pthread_mutex_lock(lock)
    body()
    pthread_mutex_unlock(lock)
  }
}
