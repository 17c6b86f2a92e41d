/// An action's name as it is judged: IAM's service prefix and the operation without API-version suffixes.
enum ActionName {
  private static let host = ".amazonaws.com"

  /// `lambda.amazonaws.com` -> `lambda`, `streams.dynamodb.amazonaws.com` -> `streams.dynamodb`. Empty becomes `unknown`.
  static func service(ofEventSource source: String) -> String {
    let service = source.hasSuffix(host) ? String(source.dropLast(host.count)) : source
    return service.isEmpty ? "unknown" : service.lowercased()
  }

  /// `RemovePermission20150331v2` -> `RemovePermission`, `CreateDistribution2020_05_31` -> `CreateDistribution`.
  static func operation(_ name: String) -> String {
    var bytes = Array(name.utf8)
    let end = endWithoutRevision(bytes)
    for form in [[8], [4, 2, 2]] {
      if let start = dateStart(bytes, end, form), start > 0 {
        bytes.removeSubrange(start...)
        return String(decoding: bytes, as: UTF8.self)
      }
    }
    return name
  }

  /// Where a trailing `v2` begins, if one follows a digit.
  private static func endWithoutRevision(_ bytes: [UInt8]) -> Int {
    var index = bytes.count
    while index > 0, isDigit(bytes[index - 1]) { index -= 1 }
    guard index < bytes.count, index > 1, bytes[index - 1] == UInt8(ascii: "v"), isDigit(bytes[index - 2]) else { return bytes.count }
    return index - 1
  }

  /// Where a date of the given groups of digits, joined by underscores, begins if it ends at `end`.
  private static func dateStart(_ bytes: [UInt8], _ end: Int, _ groups: [Int]) -> Int? {
    var index = end
    for (number, group) in groups.reversed().enumerated() {
      if number > 0 {
        guard index > 0, bytes[index - 1] == UInt8(ascii: "_") else { return nil }
        index -= 1
      }
      guard index >= group, bytes[(index - group)..<index].allSatisfy(isDigit) else { return nil }
      index -= group
    }
    return index > 0 && isDigit(bytes[index - 1]) ? nil : index
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

  /// `Instances` -> `Instance`, `Policies` -> `Policy`, `Addresses` -> `Address`; `Access`, `Status` stay.
  static func singular(_ noun: String) -> String {
    if noun.hasSuffix("ies"), noun.count > 4 { return noun.dropLast(3) + "y" }
    for ending in ["sses", "xes", "ches", "shes"] where noun.hasSuffix(ending) { return String(noun.dropLast(2)) }
    if noun.hasSuffix("ss") || noun.hasSuffix("us") || noun.hasSuffix("is") { return noun }
    return noun.hasSuffix("s") && noun.count > 2 ? String(noun.dropLast()) : noun
  }
}
