import ArresterBase
import ArresterEvents
import Foundation

/// The bundled events of the demonstration, moved to now.
struct DemoEvents {
  /// One record, with what the story says about it.
  struct Record {
    var bytes: [UInt8]
    var key: [UInt8]
    /// nil for reads.
    var change: ChangeEvent?
  }

  var normal: [Record]
  var agent: [Record]

  /// - Parameter folder: where `normal.jsonl` and `agent.jsonl` are.
  /// - Throws: what cannot be read.
  init(folder: String, model: Model, now: Int64) throws {
    let normalLines = try DemoEvents.lines("\(folder)/normal.jsonl")
    let agentLines = try DemoEvents.lines("\(folder)/agent.jsonl")
    let last = (normalLines + agentLines).compactMap(DemoEvents.time).max() ?? now
    let shift = (now - last) / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond
    let decoder = RecordDecoder(model: model.events)
    normal = normalLines.map { DemoEvents.record(DemoEvents.moved($0, by: shift), decoder) }
    agent = agentLines.map { DemoEvents.record(DemoEvents.moved($0, by: shift), decoder) }
  }

  private static func lines(_ path: String) throws -> [String] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").map(String.init)
  }

  private static let timeKey = "\"eventTime\":\""

  private static func timeRange(_ line: String) -> Range<String.Index>? {
    guard let key = line.range(of: timeKey), let end = line[key.upperBound...].firstIndex(of: "\"") else { return nil }
    return key.upperBound..<end
  }

  private static func time(_ line: String) -> Int64? { timeRange(line).flatMap { Timestamp.parse(String(line[$0])) } }

  private static func moved(_ line: String, by shift: Int64) -> String {
    guard let range = timeRange(line), let time = Timestamp.parse(String(line[range])) else { return line }
    return line.replacingCharacters(in: range, with: Timestamp.format(time + shift))
  }

  static func record(_ line: String, _ decoder: RecordDecoder) -> Record {
    let bytes = Array(line.utf8)
    var record = Record(bytes: bytes, key: [], change: nil)
    bytes.withUnsafeBytes { text in
      if case .change(let frame) = decoder.decode(text) { record.change = ChangeEvent(frame) }
      record.key = Array(decoder.lastPrincipal.bytes)
    }
    return record
  }
}
