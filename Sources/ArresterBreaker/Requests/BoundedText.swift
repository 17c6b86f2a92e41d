extension String {
  /// Its beginning, of whole characters (Unicode scalars), within so many bytes of UTF-8.
  func held(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var held = ""
    var count = 0
    for scalar in unicodeScalars {
      count += UTF8.width(scalar)
      if count > limit { break }
      held.unicodeScalars.append(scalar)
    }
    return held
  }
}
