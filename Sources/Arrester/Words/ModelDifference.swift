import ArresterBase
import ArresterBreaker
import ArresterConfiguration

/// What differs between two models, in the words in which a looser one is refused.
public struct ModelDifference: Sendable, Equatable {
  /// What the second lets through that the first does not; and what cannot be told, which counts as such.
  public let looser: [String]
  public let tighter: [String]
  /// Hashes.
  public let from: String
  public let to: String

  public init(from old: Model, to new: Model) {
    let change = PostureChange(from: ModelDifference.posture(old), to: ModelDifference.posture(new))
    looser = change.looser
    tighter = change.tighter
    from = old.identifier
    to = new.identifier
  }

  /// Of the model alone: under the configuration's defaults.
  private static func posture(_ model: Model) -> SafetyPosture {
    SafetyPosture(ServiceOptions(configuration: ServeConfiguration(), model: model))
  }

  public var isSame: Bool { from == to }

  public var lines: [String] {
    guard !isSame else { return ["the same model: \(from)"] }
    guard !looser.isEmpty || !tighter.isEmpty else { return ["the same limits, responses and tables, in other words: \(from) and \(to)"] }
    return looser.map { "looser   \($0)" } + tighter.map { "tighter  \($0)" }
  }

  public var json: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("from", from)
      json.field("to", to)
      json.field("looser", looser)
      json.field("tighter", tighter)
    }
    return json.bytes
  }
}
