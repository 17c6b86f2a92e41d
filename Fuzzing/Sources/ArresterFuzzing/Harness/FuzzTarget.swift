/// A part of Arrester that reads what others wrote, and what must hold whatever that is.
protocol FuzzTarget: AnyObject {
  /// As `make fuzz FUZZ_TARGETS=…` has it; seeds are in a folder of that name.
  static var name: String { get }

  init() throws

  /// Reads `bytes`. What must not be ends the process.
  func run(_ bytes: UnsafeRawBufferPointer)
}

extension FuzzTarget {
  /// Ends the process where something does not hold, which libFuzzer keeps the input for.
  func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError("\(Self.name): \(what())") }
  }
}
