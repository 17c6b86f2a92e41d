import Glibc

// Lets these tests run under the thread sanitizer:
//
//   swift test --sanitize=thread -Xlinker --export-dynamic-symbol=thrd_create -Xlinker --export-dynamic-symbol=thrd_join
//
// librdkafka starts and joins its threads by C11's `thrd_create` and `thrd_join`. The sanitizer watches the functions of pthread only:
// in a thread that it has not seen start, its first interceptor crashes. A program's exported definition comes before the C library's.
// Without these flags the definitions are not exported, and nothing changes.

/// What a thread of C11 is started with.
private struct ThreadStart {
  let body: @convention(c) (UnsafeMutableRawPointer?) -> Int32
  let argument: UnsafeMutableRawPointer?
}

/// C11's `thrd_error` in glibc.
private let threadError: Int32 = 2

@_cdecl("thrd_create")
public func startThread(
  _ thread: UnsafeMutablePointer<pthread_t>, _ body: @convention(c) (UnsafeMutableRawPointer?) -> Int32,
  _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  let start = UnsafeMutablePointer<ThreadStart>.allocate(capacity: 1)
  start.initialize(to: ThreadStart(body: body, argument: argument))
  guard pthread_create(thread, nil, runThread, start) != 0 else { return 0 }
  start.deallocate()
  return threadError
}

@_cdecl("thrd_join")
public func joinThread(_ thread: pthread_t, _ result: UnsafeMutablePointer<Int32>?) -> Int32 {
  var value: UnsafeMutableRawPointer?
  guard pthread_join(thread, &value) == 0 else { return threadError }
  result?.pointee = Int32(truncatingIfNeeded: Int(bitPattern: value))
  return 0
}

private let runThread: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
  let pointer = argument!.assumingMemoryBound(to: ThreadStart.self)
  let start = pointer.move()
  pointer.deallocate()
  return UnsafeMutableRawPointer(bitPattern: Int(start.body(start.argument)))
}
