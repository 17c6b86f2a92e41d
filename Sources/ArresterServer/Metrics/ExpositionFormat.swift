/// In which format metrics are told.
public enum ExpositionFormat: Sendable, CaseIterable {
  /// Prometheus' text format 0.0.4.
  case text
  /// OpenMetrics 1.0.
  case openMetrics

  public var contentType: String {
    switch self {
    case .text: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// What `Accept` asks for (RFC 9110, section 12.5.1): OpenMetrics where it is named and liked no less than text, else text, also for
  /// whoever accepts neither: a scraper reads that more easily than a 406.
  public init(accept: String?) {
    let ranges = (accept ?? "").split(separator: ",").map(MediaRange.init)
    let openMetrics = ranges.filter { $0.name == "application/openmetrics-text" && ($0.version ?? "1.0.0") == "1.0.0" }
    let text = ranges.filter { ["text/plain", "text/*", "*/*"].contains($0.name) && ($0.version ?? "0.0.4") == "0.0.4" }
    let liking = openMetrics.map(\.quality).max() ?? 0
    self = liking > 0 && liking >= text.map(\.quality).max() ?? 0 ? .openMetrics : .text
  }
}

/// One element of an `Accept` header.
private struct MediaRange {
  var name: String
  var version: String?
  /// 0...1; what cannot be read is 0.
  var quality = 1.0

  init(_ text: Substring) {
    let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
    name = parts.first?.lowercased() ?? ""
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0].lowercased() {
      case "q": quality = Double(pair[1]).map { $0 >= 0 && $0 <= 1 ? $0 : 0 } ?? 0
      case "version": version = pair[1].filter { $0 != "\"" }
      default: break
      }
    }
  }
}
