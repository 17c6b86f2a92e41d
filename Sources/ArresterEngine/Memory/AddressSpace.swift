import Glibc

/// A run of address space for as many elements as there may ever be. The system gives memory to what is touched, so that
/// something that only grows needs neither chunks nor copies.
///
/// Its owner releases it. Belongs to one thread.
struct AddressSpace<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  private let bytes: Int

  /// - Parameter capacity: in elements; memory starts as zeros.
  init(capacity: Int) {
    bytes = max(1, capacity) * MemoryLayout<Element>.stride
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    precondition(memory != MAP_FAILED, "no address space for \(bytes) bytes: \(String(cString: strerror(errno)))")
    base = memory!.bindMemory(to: Element.self, capacity: max(1, capacity))
    // One entry of the processor's address cache then serves 2 MiB: without, most random reads miss there too.
    _ = madvise(memory, bytes, MADV_HUGEPAGE)
  }

  func release() { munmap(base, bytes) }
}
