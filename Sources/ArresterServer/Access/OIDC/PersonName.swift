import Foundation

/// Names out of tokens: they are shown, recorded, and counted when two persons are asked for.
enum PersonName {
  static let maximumBytes = 256

  /// Nothing that is not seen, and one spelling for what looks the same: texts that are equal are then the same bytes.
  static func isAcceptable(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= maximumBytes else { return false }
    if name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return true }
    guard let first = name.first, let last = name.last, first != " ", last != " " else { return false }
    return name.unicodeScalars.allSatisfy(isVisible) && name.utf8.elementsEqual(name.precomposedStringWithCanonicalMapping.utf8)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
