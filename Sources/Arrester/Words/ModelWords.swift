import ArresterBase
import ArresterEngine
import ArresterEvents

/// The limits of a model and what baselines mean for them, for `arrester model explain` without an action.
public struct ModelWords {
  private let model: Model

  public init(_ model: Model) { self.model = model }

  public var lines: [String] {
    var lines = ["\(model.name) \(model.version), \(model.identifier)"]
    for kind in PrincipalKind.allCases where model.engine.responses[kind] != .none {
      lines += ["", "\(kind.name): \(model.engine.responses[kind] == .trip ? "trips" : "pages")"]
      lines += model.engine.limits[kind].map { "  " + words($0, kind) }
    }
    return lines + [""] + baselineLines
  }

  private func words(_ limit: Limit, _ kind: PrincipalKind) -> String {
    let place = "\(limit.signal.name) in \(model.engine.windows[limit.window].seconds) s"
    var parts = [limit.soft.map { "soft \(ModelWords.number($0))" }, limit.hard.map { "hard \(ModelWords.number($0))" }].compactMap(\.self)
    if let raised = model.engine.raised(limit, kind) {
      if raised.beforehand != limit.soft { parts.append("supposed of the kind \(ModelWords.number(raised.beforehand))") }
      parts.append("by a baseline at most \(ModelWords.number(raised.most))")
    }
    return "\(place): \(parts.joined(separator: ", "))"
  }

  private var baselineLines: [String] {
    guard let baseline = model.engine.baseline else {
      return ["baselines: none; velocity is compared with these limits alone, whatever a principal does every day"]
    }
    return [
      "baselines: what a principal changes in an ordinary \(baseline.bucketSeconds) s is learnt from the first time on that it met half of a limit.",
      "  Once \(baseline.minimumBuckets) of them are known, its soft limits on velocity are what such a time reaches with a chance below "
        + "\(baseline.alpha),",
      "  never below the model's and at most \(ModelWords.number(baseline.mostFactor)) times it. No hard limit moves, nor one on anything but velocity.",
    ]
  }

  public var json: JSONText {
    var json = JSONText()
    json.object { json in
      json.field("model", model.identifier)
      json.field("name", model.name)
      json.field("version", model.version)
      json.key("limits")
      json.array { json in
        for kind in PrincipalKind.allCases where model.engine.responses[kind] != .none {
          for limit in model.engine.limits[kind] { write(limit, kind, &json) }
        }
      }
      json.key("baseline")
      if let baseline = model.engine.baseline { write(baseline, &json) } else { json.null() }
    }
    return json
  }

  private func write(_ limit: Limit, _ kind: PrincipalKind, _ json: inout JSONText) {
    json.object { json in
      json.field("kind", kind.name)
      json.field("response", model.engine.responses[kind].rawValue)
      json.field("signal", limit.signal.name)
      json.field("windowSeconds", model.engine.windows[limit.window].seconds)
      if let soft = limit.soft { json.field("soft", soft) }
      if let hard = limit.hard { json.field("hard", hard) }
      guard let raised = model.engine.raised(limit, kind) else { return }
      json.field("softBeforehand", raised.beforehand)
      json.field("softAtMost", raised.most)
    }
  }

  private func write(_ baseline: BaselinePolicy, _ json: inout JSONText) {
    json.object { json in
      json.field("bucketSeconds", baseline.bucketSeconds)
      json.field("minimumBuckets", baseline.minimumBuckets)
      json.field("alpha", baseline.alpha, decimals: 9)
      json.field("mostFactor", baseline.mostFactor)
    }
  }

  private static func number(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)" }
}
