import Arrester
import ArresterEvents

/// A record of whatever shape, as a topic or a file may hold it: CloudTrail, EventBridge, LookupEvents, Kubernetes, containers.
final class RecordsTarget: FuzzTarget {
  static let name = "records"
  private let decoder: RecordDecoder
  /// Has remembered nothing but what it is given here, as a service that has just begun.
  private let other: RecordDecoder

  init() throws {
    let model = try ModelLoader.load().events
    decoder = RecordDecoder(model: model)
    other = RecordDecoder(model: model)
    decoder.wantsDigests = true
    other.wantsDigests = true
  }

  func run(_ bytes: UnsafeRawBufferPointer) {
    let first = outcome(decoder, bytes)
    require(outcome(other, bytes) == first, "two decoders read two things")
    require(outcome(decoder, bytes) == first, "read again it is something else")
    guard first == "container" else { return }
    for range in decoder.innerRecords {
      require(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a record lies outside of its container")
    }
  }

  /// Everything that is known of it.
  private func outcome(_ decoder: RecordDecoder, _ bytes: UnsafeRawBufferPointer) -> String {
    switch decoder.decode(bytes) {
    case .read(let time, let platform): "read \(time) \(platform)"
    case .dataEvent(let time, let platform): "data event \(time) \(platform)"
    case .change(let frame): "change \(Array(UnsafeRawBufferPointer(start: frame.base, count: frame.totalLength)))"
    case .skipped: "skipped"
    case .container: "container"
    case .deadLetter(let reason): "dead letter \(reason)"
    }
  }
}
