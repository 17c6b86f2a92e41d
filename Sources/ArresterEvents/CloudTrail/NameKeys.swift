/// Which keys of a record name the thing that an action touched.
enum NameKeys {
  /// Endings that make a noun's key a name: `dBInstanceIdentifier`, `queueUrl`, `instanceIds`.
  private static let endings: [[UInt8]] = [
    "", "s", "name", "names", "id", "ids", "identifier", "identifiers", "arn", "arns", "url", "urls",
  ]
  .map { Array($0.utf8) }

  private static let bare: [[UInt8]] = [
    "name", "id", "arn", "identifier", "url", "resourcearn", "resourceid", "names", "ids", "arns", "identifiers", "resourcearns",
    "resourceids",
  ].map { Array($0.utf8) }

  /// `key` is the noun with one of the endings.
  static func names(_ key: UnsafeRawBufferPointer, noun: UnsafeRawBufferPointer) -> Bool {
    guard !noun.isEmpty, ASCIIText.startsIgnoringCase(key, noun) else { return false }
    let rest = UnsafeRawBufferPointer(rebasing: key[noun.count...])
    return endings.contains { ASCIIText.equalsIgnoringCase(rest, $0) }
  }

  /// `name`, `id`, `arn` …: names only what the object around it is about.
  static func isBare(_ key: UnsafeRawBufferPointer) -> Bool {
    guard key.count <= 12 else { return false }
    return bare.contains { ASCIIText.equalsIgnoringCase(key, $0) }
  }

  private static let containerEndings: [[UInt8]] = ["", "s", "set", "list"].map { Array($0.utf8) }

  /// `key` holds an object, or objects, of the noun: `vpc`, `instancesSet`, `roles`.
  static func contains(_ key: UnsafeRawBufferPointer, noun: UnsafeRawBufferPointer) -> Bool {
    guard !noun.isEmpty, ASCIIText.startsIgnoringCase(key, noun) else { return false }
    let rest = UnsafeRawBufferPointer(rebasing: key[noun.count...])
    return containerEndings.contains { ASCIIText.equalsIgnoringCase(rest, $0) } || ASCIIText.equalsIgnoringCase(rest, sSet)
  }

  private static let sSet = Array("sset".utf8)
  private static let stemEndings: [[UInt8]] = ["name", "id", "identifier", "arn", "url"].map { Array($0.utf8) }

  /// How `key`, without its ending, stands in the noun: `roleName` begins `RolePolicy`, `policyName` ends it.
  static func place(_ key: UnsafeRawBufferPointer, in noun: UnsafeRawBufferPointer) -> PlaceInNoun? {
    for ending in stemEndings where key.count > ending.count + 2 {
      let cut = key.count - ending.count
      guard ASCIIText.equalsIgnoringCase(UnsafeRawBufferPointer(rebasing: key[cut...]), ending) else { continue }
      let stem = UnsafeRawBufferPointer(rebasing: key[..<cut])
      guard stem.count <= noun.count else { continue }
      if equalsIgnoringCase(stem, UnsafeRawBufferPointer(rebasing: noun[..<stem.count])) { return .beginning }
      if equalsIgnoringCase(stem, UnsafeRawBufferPointer(rebasing: noun[(noun.count - stem.count)...])) { return .end }
    }
    return nil
  }

  /// The length of `key` without its ending if the noun begins with it and goes on: `roleName` in `rolepolicy` is 4.
  static func stemLength(_ key: UnsafeRawBufferPointer, beginning noun: UnsafeRawBufferPointer) -> Int? {
    for ending in stemEndings where key.count > ending.count + 2 {
      let cut = key.count - ending.count
      guard cut < noun.count, ASCIIText.equalsIgnoringCase(UnsafeRawBufferPointer(rebasing: key[cut...]), ending) else { continue }
      if equalsIgnoringCase(UnsafeRawBufferPointer(rebasing: key[..<cut]), UnsafeRawBufferPointer(rebasing: noun[..<cut])) { return cut }
    }
    return nil
  }

  enum PlaceInNoun {
    case beginning
    case end
  }

  private static func equalsIgnoringCase(_ text: UnsafeRawBufferPointer, _ lower: UnsafeRawBufferPointer) -> Bool {
    text.count == lower.count && ASCIIText.startsIgnoringCase(text, lower)
  }
}

extension NameKeys {
  private static let callerMaps: [[UInt8]] = ["tag", "environment", "variable", "parameter", "attribute", "label", "option"].map {
    Array($0.utf8)
  }

  /// Keys of maps whose keys the caller chooses: a tag called `queueName` names no queue. Not those that begin with the noun.
  static func isCallerMap(_ key: UnsafeRawBufferPointer, noun: UnsafeRawBufferPointer) -> Bool {
    if !noun.isEmpty, ASCIIText.startsIgnoringCase(key, noun) { return false }
    return callerMaps.contains { word in
      word.withUnsafeBytes { word in
        (0..<max(0, key.count - word.count + 1)).contains {
          ASCIIText.startsIgnoringCase(UnsafeRawBufferPointer(rebasing: key[$0...]), word)
        }
      }
    }
  }
}

extension NameKeys {
  private static let transparent: [[UInt8]] = ["items", "item", "member", "members"].map { Array($0.utf8) }

  /// Keys that only hold a list of what the key before them says.
  static func isTransparent(_ key: UnsafeRawBufferPointer) -> Bool {
    transparent.contains { ASCIIText.equalsIgnoringCase(key, $0) }
  }

  /// `AWS::KMS::Key` is a type of the noun `key`.
  static func endsWith(_ type: UnsafeRawBufferPointer, noun: UnsafeRawBufferPointer) -> Bool {
    guard !noun.isEmpty, type.count >= noun.count else { return false }
    return ASCIIText.startsIgnoringCase(UnsafeRawBufferPointer(rebasing: type[(type.count - noun.count)...]), noun)
  }
}
