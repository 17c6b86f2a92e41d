import ArresterBase
import Foundation

extension BenchReport {
  /// One object, for programs. Keys come in this order; what is not there is null, or an empty list:
  ///
  /// ```
  /// {"title","command","date",
  ///  "machine":{"processor","cores","kernel","versions":{NAME:VERSION},"releaseBuild"},
  ///  "results":[{"name","value","unit","least","greatest","goal":GOAL,"comparisons":[{"name","value","ratio","goal":GOAL}]}],
  ///  "limit","notes":[TEXT],
  ///  "histograms":[{"name","unit":"ns","count","min","mean","p50","p90","p99","p99.9","p99.99","max","buckets":[[UPPER,COUNT]]}],
  ///  "series":[{"name","unit","points":[[SECONDS,VALUE]]}]}
  /// GOAL: null, or {"atLeast" or "atMost":NUMBER,"met":BOOLEAN}
  /// ```
  public var json: JSONText {
    var json = JSONText()
    json.object { json in
      json.field("title", title)
      json.field("command", commandLine)
      json.field("date", dateText)
      json.key("machine")
      machine.write(&json)
      json.list("results", results) { $0.write(&$1) }
      json.optional("limit", limit) { $1.value($0) }
      json.field("notes", machine.warnings + notes)
      json.list("histograms", histograms) { $0.write(&$1) }
      json.list("series", series) { $0.write(&$1) }
    }
    return json
  }

  /// Whole seconds, UTC.
  var dateText: String { Timestamp.format(Int64(date.timeIntervalSince1970) * Timestamp.nanosecondsPerSecond) }
}

extension BenchReport.Machine {
  fileprivate func write(_ json: inout JSONText) {
    json.object { json in
      json.field("processor", processor)
      json.field("cores", cores)
      json.field("kernel", kernel)
      json.key("versions")
      json.object { json in for version in versions { json.field(version.name, version.version) } }
      json.field("releaseBuild", isReleaseBuild)
    }
  }
}

extension BenchReport.Measurement {
  fileprivate func write(_ json: inout JSONText) {
    json.object { json in
      json.field("name", name)
      json.field("value", value)
      json.field("unit", unit)
      json.optional("least", spread?.lowerBound) { $1.value($0) }
      json.optional("greatest", spread?.upperBound) { $1.value($0) }
      json.optional("goal", goal) { $0.write(value, &$1) }
      json.list("comparisons", comparisons) { $0.write(&$1) }
    }
  }
}

extension BenchReport.Comparison {
  fileprivate func write(_ json: inout JSONText) {
    json.object { json in
      json.field("name", name)
      json.field("value", value)
      json.field("ratio", ratio)
      json.optional("goal", goal) { $0.write(ratio, &$1) }
    }
  }
}

extension BenchReport.Goal {
  fileprivate func write(_ value: Double, _ json: inout JSONText) {
    json.object { json in
      switch self {
      case .atLeast(let bound): json.field("atLeast", bound)
      case .atMost(let bound): json.field("atMost", bound)
      }
      json.field("met", isMet(by: value))
    }
  }
}

extension BenchReport.NamedHistogram {
  fileprivate func write(_ json: inout JSONText) {
    let line = LatencyLine(self)
    json.object { json in
      json.field("name", name)
      json.field("unit", "ns")
      json.field("count", Int(clamping: histogram.count))
      json.field("min", Int(histogram.min))
      json.field("mean", histogram.mean, decimals: 1)
      for (percent, value) in zip(LatencyLine.percents, line.values) { json.field(percent.name, Int(value)) }
      json.list("buckets", Array(histogram)) { bucket, json in
        json.array { json in
          json.value(Int(bucket.upperBound))
          json.value(Int(clamping: bucket.count))
        }
      }
    }
  }
}

extension BenchReport.Series {
  fileprivate func write(_ json: inout JSONText) {
    json.object { json in
      json.field("name", name)
      json.field("unit", unit)
      json.list("points", points) { point, json in
        json.array { json in
          json.value(point.seconds, decimals: 3)
          json.value(point.value)
        }
      }
    }
  }
}

extension JSONText {
  fileprivate mutating func list<Element>(_ name: String, _ elements: [Element], _ write: (Element, inout JSONText) -> Void) {
    key(name)
    array { json in for element in elements { write(element, &json) } }
  }

  fileprivate mutating func optional<Value>(_ name: String, _ value: Value?, _ write: (Value, inout JSONText) -> Void) {
    key(name)
    if let value { write(value, &self) } else { null() }
  }
}
