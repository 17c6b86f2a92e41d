import ArresterBase
import Foundation

/// A model file with some limits changed: every other byte stays, so that a diff shows what is new and nothing else.
enum TunedModelText {
  /// - Parameters:
  ///   - source: the model file that the sweep began with, which was checked.
  ///   - made: one sentence for `made`.
  ///   - provenance: JSON, for `provenance`.
  ///   - tables: what to write before the name of each table, so that it is found from where the new file stands.
  static func text(
    _ source: [UInt8], _ changes: [(limit: Int, isHard: Bool, value: Double)], made: String, provenance: String, tables prefix: String
  ) throws -> [UInt8] {
    let places = JSONPlaces(source)
    var edits: [(range: Range<Int>, text: String)] = []
    for change in changes {
      let path: [JSONPlaces.Step] = [
        .key("limits"), .key(LimitFloors.kind.name), .index(change.limit), .key(change.isHard ? "hard" : "soft"),
      ]
      edits.append((try range(path, places), JSONText.decimal(change.value, 4)))
    }
    let old = places.ranges[[.key("provenance")]]
    edits.append((try range([.key("made")], places), quoted(made) + (old == nil ? ",\n  \"provenance\": \(provenance)" : "")))
    if let old { edits.append((old, provenance)) }
    if !prefix.isEmpty {
      for name in ["accessLevels", "actions", "parameters", "resources", "kubernetes"] {
        let range = try range([.key("tables"), .key(name)], places)
        edits.append((range.lowerBound + 1..<range.lowerBound + 1, prefix))
      }
    }
    return apply(edits, to: source)
  }

  private static func apply(_ edits: [(range: Range<Int>, text: String)], to source: [UInt8]) -> [UInt8] {
    var result = source
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      result.replaceSubrange(edit.range, with: Array(edit.text.utf8))
    }
    return result
  }

  private static func range(_ path: [JSONPlaces.Step], _ places: JSONPlaces) throws -> Range<Int> {
    guard let range = places.ranges[path] else { throw TuneError(reason: "the model has no place for what was fitted: \(path)") }
    return range
  }

  private static func quoted(_ text: String) -> String {
    var json = JSONText()
    json.value(text)
    return json.text
  }

  /// The way from one folder to another, with a slash at its end; empty where they are the same.
  static func way(from: String, to: String) -> String {
    let from = URL(fileURLWithPath: from).resolvingSymlinksInPath().pathComponents
    let to = URL(fileURLWithPath: to).resolvingSymlinksInPath().pathComponents
    let common = zip(from, to).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: from.count - common) + to[common...]
    return steps.map { $0 + "/" }.joined()
  }
}
