/// Writes families in one of the two formats. They differ in a family's own name, in what is escaped in its help, in the unit and in
/// the end:
///
/// ```
/// # HELP arrester_records_total Records read            # TYPE arrester_records counter
/// # TYPE arrester_records_total counter                 # HELP arrester_records Records read
/// arrester_records_total 3                              arrester_records_total 3
///                                                       # EOF
/// ```
public struct Exposition {
  private let format: ExpositionFormat
  private var text = ""

  private init(_ format: ExpositionFormat) {
    self.format = format
    text.reserveCapacity(Exposition.usualBytes)
  }

  private static let usualBytes = 64 * 1024

  public static func write(_ families: [MetricFamily], as format: ExpositionFormat) -> [UInt8] {
    var exposition = Exposition(format)
    for family in families { exposition.write(family) }
    if format == .openMetrics { exposition.text += "# EOF\n" }
    return Array(exposition.text.utf8)
  }

  private mutating func write(_ family: MetricFamily) {
    switch format {
    case .text:
      text += "# HELP \(family.fullName) \(Exposition.escape(family.help, quotes: false))\n"
      text += "# TYPE \(family.fullName) \(family.kind == .info ? "gauge" : family.kind.rawValue)\n"
    case .openMetrics:
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      if let unit = family.unit { text += "# UNIT \(family.name) \(unit)\n" }
      text += "# HELP \(family.name) \(Exposition.escape(family.help, quotes: true))\n"
    }
    for sample in family.samples { write(sample, of: family) }
  }

  private mutating func write(_ sample: MetricSample, of family: MetricFamily) {
    let labels = zip(family.labels, sample.labelValues).map { (name: $0, value: $1) }
    switch sample.value {
    case .integer(let number): write(family.fullName, labels, String(number))
    case .real(let number): write(family.fullName, labels, Exposition.text(number))
    case .histogram(let histogram): write(histogram, labels, of: family)
    }
  }

  /// Buckets are cumulative here.
  private mutating func write(_ histogram: FixedHistogram, _ labels: [(name: String, value: String)], of family: MetricFamily) {
    var total = 0
    for (bound, count) in zip(histogram.bounds + [.infinity], histogram.counts) {
      total += count
      write(family.name + "_bucket", labels + [("le", Exposition.text(bound))], String(total))
    }
    write(family.name + "_sum", labels, Exposition.text(histogram.sum))
    write(family.name + "_count", labels, String(total))
  }

  private mutating func write(_ name: String, _ labels: [(name: String, value: String)], _ value: String) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0.name)=\"\(Exposition.escape($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
    }
    text += " \(value)\n"
  }

  /// `1.0` for one, as OpenMetrics has it: the name of a series must not depend on the format.
  private static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
    return "\(number)"
  }

  private static func escape(_ text: String, quotes: Bool) -> String {
    guard text.utf8.contains(where: { [UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "\"")].contains($0) }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += #"\\"#
      case "\n": escaped += #"\n"#
      case "\"" where quotes: escaped += #"\""#
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
