/// Puts names into commands that a tired person will paste into a shell.
///
/// Names come from events, and whoever caused the events may have chosen them. One that is not made of harmless characters alone stays
/// out of every command: the reader sees it beside, and the command says `NAME`.
enum ShellWords {
  static let maximumBytes = 512

  static func fill(_ text: String, name: String, region: String) -> String {
    // A global service has no region to name.
    let located = region.isEmpty ? text.replacing(" --region {region}", with: "") : text
    return located.replacing("{name}", with: word(shortName(name)) ?? "NAME").replacing("{region}", with: word(region) ?? "REGION")
  }

  /// nil where a shell, or a command's options, could take it for something else.
  static func word(_ name: String) -> String? {
    guard !name.isEmpty, name.utf8.count <= maximumBytes, !name.hasPrefix("-"), name.utf8.allSatisfy(isHarmless) else { return nil }
    return name
  }

  /// What commands call a resource: of an ARN the part after its type.
  static func shortName(_ resource: String) -> String {
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return resource }
    let own = parts[5]
    guard let end = own.firstIndex(where: { $0 == "/" || $0 == ":" }), own[..<end].allSatisfy({ $0.isLetter || $0 == "-" }) else {
      return String(own)
    }
    return String(own[own.index(after: end)...])
  }

  private static func isHarmless(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "+"),
      UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
