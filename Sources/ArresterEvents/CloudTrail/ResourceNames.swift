import Glibc

/// A resource's name as two records of the same thing both give it, whichever form each uses.
enum ResourceNames {
  /// The last component of an ARN, a URL or an identifier's path (`/hostedzone/Z1`); names that have slashes of their own
  /// (`/prod/db/url`, `arn:…:secret:prod/db-AbCdEf`) whole, or two things that only end alike were one; other text as it is.
  static func canonical(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard isPath(text) else { return text }
    if text[0] == UInt8(ascii: "/") { return starts(text, "/hostedzone/") || starts(text, "/delegationset/") ? tail(text) : text }
    return ARN.resource(of: text).flatMap(hierarchical) ?? tail(text)
  }

  /// The last component of an ARN, a URL or a path, whatever it names: what patterns for names are tried on.
  static func tail(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard isPath(text) else { return text }
    let name = last(of: text, before: text.count).name
    return name.isEmpty ? text : name
  }

  /// For an ARN of a named type whose last component is a UUID or a long number in hexadecimal: the component before it, which is the name.
  static func nameBeforeSuffix(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let resource = ARN.resource(of: text), suffixedTypes.contains(where: { starts(resource, $0) }) else { return nil }
    let (name, start) = last(of: resource, before: resource.count)
    guard start > 1, isRandom(name) else { return nil }
    let (before, beforeStart) = last(of: resource, before: start - 1)
    return before.isEmpty || beforeStart == 0 ? nil : before
  }

  /// Types whose ARNs end in `name/random`. Of any other (`key/UUID`, `task/CLUSTER/UUID`) the component before says what many share.
  private static let suffixedTypes: [StaticString] = [
    "stack/", "stackset/", "changeSet/", "loadbalancer/", "targetgroup/", "cluster/", "configuration/", "regional/", "global/",
  ]

  /// The whole name in the resource part of an ARN, for types whose names may have slashes.
  private static func hierarchical(_ resource: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    if starts(resource, "secret:") { return UnsafeRawBufferPointer(rebasing: resource[7...]) }
    if starts(resource, "repository/") { return UnsafeRawBufferPointer(rebasing: resource[11...]) }
    if starts(resource, "parameter/") {
      // `parameter/prod/url` is `/prod/url`, but `parameter/url` is `url`.
      return UnsafeRawBufferPointer(rebasing: resource[(resource[10...].contains(UInt8(ascii: "/")) ? 9 : 10)...])
    }
    guard starts(resource, "log-group:") else { return nil }
    let name = UnsafeRawBufferPointer(rebasing: resource[10...])
    return name.count > 2 && name[name.count - 2] == UInt8(ascii: ":") ? UnsafeRawBufferPointer(rebasing: name.dropLast(2)) : name
  }

  private static func starts(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    text.count > word.utf8CodeUnitCount && memcmp(text.baseAddress!, word.utf8Start, word.utf8CodeUnitCount) == 0
  }

  /// `name-AbCdEf` -> `name`.
  static func withoutSecretSuffix(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard name.count > 7, name[name.count - 7] == UInt8(ascii: "-") else { return nil }
    return UnsafeRawBufferPointer(rebasing: name.dropLast(7))
  }

  private static func isPath(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count > 1, let base = text.baseAddress else { return false }
    if text[0] == UInt8(ascii: "/") { return true }
    guard text.count > 8 else { return false }
    return memcmp(base, "arn:", 4) == 0 || memcmp(base, "https://", 8) == 0 || memcmp(base, "http://", 7) == 0
  }

  private static func last(of text: UnsafeRawBufferPointer, before end: Int) -> (name: UnsafeRawBufferPointer, start: Int) {
    var start = end
    while start > 0, text[start - 1] != UInt8(ascii: "/"), text[start - 1] != UInt8(ascii: ":") { start -= 1 }
    return (UnsafeRawBufferPointer(rebasing: text[start..<end]), start)
  }

  private static func isRandom(_ name: UnsafeRawBufferPointer) -> Bool {
    guard name.count >= 12 else { return false }
    return name.allSatisfy { byte in
      byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") < 6 || byte == UInt8(ascii: "-")
    }
  }
}
