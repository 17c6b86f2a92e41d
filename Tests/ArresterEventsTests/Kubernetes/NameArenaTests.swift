import Testing

@testable import ArresterEvents

@Suite("Kubernetes: names that are put together")
struct NameArenaTests {
  @Test("a name that was handed out stays where it is when a digest follows names that fill the arena")
  func staysInPlace() {
    let names = NameArena()
    names.reset(recordBytes: 0)
    let half = [UInt8](repeating: UInt8(ascii: "a"), count: 16 * 1024)
    half.withUnsafeBytes { half in
      let quarter = UnsafeRawBufferPointer(rebasing: half[..<(16 * 1024 - 1)])
      let first = names.join(half, "/", quarter)
      let second = names.join(half, "/", quarter)
      #expect(first.count + second.count == 64 * 1024)
      let digest = [UInt8](repeating: UInt8(ascii: "d"), count: NameArena.keptBytes).withUnsafeBytes { names.keep($0) }
      #expect(digest.baseAddress == first.baseAddress! + 64 * 1024)
    }
  }
}
