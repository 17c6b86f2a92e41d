import ArresterBase
import Foundation

/// Tells whether two texts are the same policy: white space, the order of keys, statements and lists, and a list of one do not matter.
enum PolicyDigest {
  /// - Returns: nil where the text is no JSON object.
  static func of(_ document: String) -> String? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any] else { return nil }
    return SHA256(text(of: object)).hexadecimal
  }

  /// Keys and lists sorted, and everything that is no list in one: AWS takes `"x"` and `["x"]` for the same.
  private static func text(of object: [String: Any]) -> String {
    var json = JSONText(capacity: 8192)
    json.object { json in
      for name in object.keys.sorted(by: { $0.precedesByBytes($1) }) {
        json.key(name)
        let values = (object[name] as? [Any] ?? [object[name] ?? ""]).map(part).sorted { $0.precedesByBytes($1) }
        json.array { json in for value in values { json.raw(Array(value.utf8)) } }
      }
    }
    return json.text
  }

  private static func part(_ value: Any) -> String {
    if let object = value as? [String: Any] { return text(of: object) }
    if let list = value as? [Any] { return text(of: ["": list]) }
    var json = JSONText()
    // Numbers and truth values are texts to AWS: `true` and `"true"` are one.
    let flag = (value as? NSNumber).flatMap { isTruthValue($0) ? ($0.boolValue ? "true" : "false") : nil }
    json.value(flag ?? value as? String ?? "\(value)")
    return json.text
  }

  /// What the parser makes of `true` and `false` is an `NSNumber` as well.
  private static func isTruthValue(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
