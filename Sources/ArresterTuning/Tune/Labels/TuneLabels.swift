import ArresterBase
import Foundation

/// What ought to be decided about whom, from a file (docs/detection.md): `{"format": "arrester-labels/1", "labels": [{…}]}`.
public struct TuneLabels: Sendable, Equatable {
  /// About a principal within a closed range of event times, or about one trip.
  public struct Label: Sendable, Equatable {
    public enum Subject: Sendable, Equatable {
      /// Nanoseconds since 1970 UTC.
      case principal(String, ClosedRange<Int64>)
      /// A trip identifier of the current model on the same files.
      case trip(String)
    }

    public var subject: Subject
    public var judgement: Judgement
    /// Labels of one scenario belong together; nil: it stands for itself.
    public var scenario: String?

    public init(subject: Subject, judgement: Judgement, scenario: String?) {
      self.subject = subject
      self.judgement = judgement
      self.scenario = scenario
    }
  }

  static let maximumBytes = 64 * 1024 * 1024

  public var labels: [Label]
  /// `sha256:…` of the file.
  public var identifier: String

  public init(labels: [Label], identifier: String = "") {
    self.labels = labels
    self.identifier = identifier
  }

  /// - Throws: `TuneLabelProblems` with everything that is wrong.
  public static func load(path: String) throws -> TuneLabels {
    let bytes: Data
    do { bytes = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw TuneLabelProblems(path: path, problems: ["cannot be read: \(error.localizedDescription)"])
    }
    guard bytes.count <= maximumBytes else {
      throw TuneLabelProblems(path: path, problems: ["\(bytes.count) bytes; at most \(maximumBytes) are read"])
    }
    do {
      var labels = try read(bytes)
      labels.identifier = "sha256:" + bytes.withUnsafeBytes { SHA256($0).hexadecimal }
      return labels
    } catch let problems as TuneLabelProblems {
      throw TuneLabelProblems(path: path, problems: problems.problems)
    }
  }

  /// - Throws: `TuneLabelProblems` without a path.
  static func read(_ bytes: Data) throws -> TuneLabels {
    guard let file = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any] else {
      throw TuneLabelProblems(path: "", problems: ["no JSON object; write {\"format\": \"\(LabelsText.format)\", \"labels\": […]}"])
    }
    var problems: [String] = []
    if file["format"] as? String != LabelsText.format { problems.append("format: '\(LabelsText.format)' is needed") }
    guard let entries = file["labels"] as? [Any] else {
      throw TuneLabelProblems(path: "", problems: problems + ["labels: a list is needed"])
    }
    var labels: [Label] = []
    for (index, entry) in entries.enumerated() {
      var reader = LabelReader(entry as? [String: Any] ?? [:], place: "labels[\(index)]")
      if let label = reader.label() { labels.append(label) }
      problems += reader.problems
    }
    guard problems.isEmpty else { throw TuneLabelProblems(path: "", problems: problems) }
    return TuneLabels(labels: labels)
  }
}

/// Everything that is wrong with a file of labels, each with its place.
public struct TuneLabelProblems: Error, Equatable, CustomStringConvertible {
  public var path: String
  public var problems: [String]

  public var description: String { "the labels \(path) cannot be used:\n" + problems.map { "  - \($0)" }.joined(separator: "\n") }
}

/// Reads one label, and says all that is wrong with it.
private struct LabelReader {
  private let fields: [String: Any]
  private let place: String
  private(set) var problems: [String] = []

  init(_ fields: [String: Any], place: String) {
    self.fields = fields
    self.place = place
  }

  mutating func label() -> TuneLabels.Label? {
    let judgement = (fields["verdict"] as? String).flatMap(Judgement.init(rawValue:))
    if judgement == nil { problems.append("\(place).verdict: harmful, fine or unknown is needed") }
    let subject = subject()
    guard let judgement, let subject else { return nil }
    return TuneLabels.Label(subject: subject, judgement: judgement, scenario: fields["scenario"] as? String)
  }

  private mutating func subject() -> TuneLabels.Label.Subject? {
    if let trip = fields["trip"] as? String { return .trip(trip) }
    guard let principal = fields["principal"] as? String, !principal.isEmpty else {
      problems.append("\(place): neither principal nor trip; write one as in \"principal\": \"arn:aws:iam::111122223333:role/deployer\"")
      return nil
    }
    guard let first = time("from"), let last = time("until") else { return nil }
    guard first <= last else {
      problems.append("\(place).until: is before from")
      return nil
    }
    return .principal(principal, first...last)
  }

  private mutating func time(_ key: String) -> Int64? {
    if let time = (fields[key] as? String).flatMap({ Timestamp.parse($0) }) { return time }
    problems.append("\(place).\(key): a time is needed, as in 2026-01-02T03:04:05Z")
    return nil
  }
}
