/// Reads one YAML document into a tree.
enum YAMLDocument {
  /// Reads a whole document; everything that is wrong with its form goes to `problems`.
  ///
  /// Refused are: a second document, an alias (so that a small file cannot expand into a large one), a tag, a key that is no text or comes
  /// twice, and more of anything than `limits` allow.
  /// - Returns: nil where there is no tree: it is not YAML, or beyond the limits. An empty document is an empty mapping.
  static func parse(_ bytes: [UInt8], source: Origin.Source, limits: YAMLLimits = YAMLLimits(), problems: ProblemCollector) -> YAMLNode? {
    guard bytes.count <= limits.bytes else {
      problems.add("", Origin(source), found: "more than \(limits.bytes) bytes", expected: "a configuration is smaller")
      return nil
    }
    return bytes.withUnsafeBufferPointer { input in
      var builder = YAMLTreeBuilder(YAMLEventStream(input, source: source), limits: limits, problems: problems)
      do throws(YAMLFailure) {
        return try builder.document(source)
      } catch {
        problems.add(error.problem)
        return nil
      }
    }
  }
}
