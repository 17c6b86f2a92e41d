/// Keeps the compiler from dropping the work that led to a value.
enum KeptValue {
  @inline(never)
  @_optimize(none)
  static func keep(_ value: UInt64) {}
}
