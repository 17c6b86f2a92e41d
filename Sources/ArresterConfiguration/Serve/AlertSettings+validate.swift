extension AlertSettings {
  /// - Parameter keyPath: `alerts[0]`.
  func problems(_ keyPath: String) -> [ConfigurationProblem] {
    let path = "\(keyPath).\(form.name)"
    var problems: [ConfigurationProblem] = []
    let isName = !name.isEmpty && name.utf8.count <= 40 && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    if !isName {
      problems.append(
        ConfigurationProblem(
          keyPath: "\(path).name", found: "found \(Quotation.quote(name))", expected: "write up to 40 of a-z, 0-9 and -"))
    }
    if case .webhook(_, let secrets) = form, secrets.isEmpty {
      problems.append(
        ConfigurationProblem(
          keyPath: "\(path).secrets", found: "there is none", expected: "name one: who receives an alert must know that it is ours"))
    }
    return problems
      + ranges.compactMap { key, value, range, words in
        guard !range.contains(value / AlertSettings.second), !(key == "warnings" && value == 0) else { return nil }
        return ConfigurationProblem(keyPath: "\(path).\(key)", found: "it is out of range", expected: "write \(words)")
      }
  }

  private var ranges: [(key: String, value: Int64, range: ClosedRange<Int64>, words: String)] {
    [
      ("warnings", digestNanoseconds, 60...86_400, "1m to 24h, or 0s for none"),
      ("maximumAge", maximumAgeNanoseconds, 60...604_800, "1m to 168h"), ("timeout", timeoutNanoseconds, 1...60, "1s to 60s"),
    ]
  }

  private static let second: Int64 = 1_000_000_000
}
