import ArresterBase
import ArresterEvents

/// How an action is classified and why, for `arrester model explain`.
public struct ActionWords {
  private let catalog: ActionCatalog
  private let classification: Classification
  /// What it would count as if the record itself said `readOnly`, where that changes anything.
  private let ifReadOnly: Classification?
  private let notes: [ActionCatalog.ParameterNote]

  /// nil where the text is not `service:Operation`.
  public init?(_ action: String, catalog: ActionCatalog) {
    guard let (service, operation) = catalog.parse(action) else { return nil }
    self.catalog = catalog
    classification = catalog.classify(service: service, operation: operation, readOnly: nil)
    let read = catalog.classify(service: service, operation: operation, readOnly: true)
    ifReadOnly = read.effect == classification.effect ? nil : read
    notes = catalog.parameterNotes(classification.action)
  }

  public var lines: [String] {
    var lines = ["\(classification.action)", "  effect    \(classification.effect.name)\(severity)"]
    lines.append("  by        \(classification.decidedBy.rawValue): \(classification.explanation)")
    if !classification.flags.isEmpty { lines.append("  flags     \(classification.flags.labels.joined(separator: ", "))") }
    lines.append("  resource  \(classification.resourceType)")
    if let ifReadOnly { lines.append("  but       \(ifReadOnly.effect.name), where the record says readOnly: true") }
    if classification.decidedBy == .none, let known = catalog.spelling(of: classification.action) { lines.append("  meant     \(known)?") }
    for note in notes { lines.append("  if        \(note.condition): \(note.outcome) (\(note.reason))") }
    return lines
  }

  public var json: JSONText {
    var json = JSONText()
    json.object { json in
      json.field("action", classification.action)
      json.field("effect", classification.effect.name)
      json.field("severity", Int(classification.severity))
      json.field("flags", classification.flags.labels)
      json.field("resourceType", classification.resourceType)
      json.field("decidedBy", classification.decidedBy.rawValue)
      json.field("explanation", classification.explanation)
      json.key("parameters")
      json.array { json in
        for note in notes {
          json.object { json in
            json.field("when", note.condition)
            json.field("outcome", note.outcome)
            json.field("reason", note.reason)
          }
        }
      }
    }
    return json
  }

  private var severity: String { classification.effect.isDestructive ? ", severity \(classification.severity)" : "" }
}
