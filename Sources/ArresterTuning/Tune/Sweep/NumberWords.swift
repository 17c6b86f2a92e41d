import ArresterBase

/// Numbers for people.
enum NumberWords {
  /// At most two digits after the point.
  static func of(_ value: Double) -> String { JSONText.decimal(value, 2) }
}
