import ArresterBase
import ArresterEngine
import ArresterEvents
import ArresterKafka
import Foundation

/// What is known of one principal of one kind, as it stands on the compacted topic: by input partition, since each is learnt by itself.
struct BaselineRecord: Sendable, Equatable {
  var principal: LatchKey
  var input: TopicPartition
  /// The input up to here is in it.
  var offset: Int64
  /// Of the buckets that were learnt: another model's do not compare.
  var bucketSeconds: Int
  var baseline: RecordedBaseline

  /// The principal's name comes last: it may hold anything.
  var key: [UInt8] {
    Array("\(principal.platform.name) \(principal.kind.name) \(input.topic)/\(input.partition) \(principal.principal)".utf8)
  }

  var value: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("type", "baseline")
      json.field("platform", principal.platform.name)
      json.field("kind", principal.kind.name)
      json.field("principal", principal.principal)
      json.field("homeScope", principal.homeScope)
      json.field("topic", input.topic)
      json.field("partition", Int(input.partition))
      json.field("offset", Int(offset))
      json.field("bucketSeconds", bucketSeconds)
      json.field("buckets", Int(baseline.moments.buckets))
      json.field("calls", Int(baseline.moments.calls))
      json.field("squares", Int(baseline.moments.squares))
      json.field("first", Int(baseline.first))
      json.field("beginning", Int(baseline.beginning))
    }
    return json.bytes
  }

  /// Event time up to which it was learnt, nanoseconds since 1970.
  var time: Int64 { Int64(baseline.first) * Int64(bucketSeconds) * Timestamp.nanosecondsPerSecond }
}

extension BaselineRecord {
  private struct Content: Decodable {
    var type: String
    var platform: String
    var kind: String
    var principal: String
    var homeScope: String
    var topic: String
    var partition: Int32
    var offset: Int64
    var bucketSeconds: Int
    var buckets: UInt32
    var calls: UInt32
    var squares: UInt64
    var first: UInt32
    var beginning: UInt32
  }

  /// nil for what this version did not write, or what stands under another's key.
  init?(key: [UInt8], value: [UInt8]) {
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(value)), content.type == "baseline",
      let platform = Platform.allCases.first(where: { $0.name == content.platform }), let kind = PrincipalKind(name: content.kind),
      let moments = CallMoments(buckets: content.buckets, calls: content.calls, squares: content.squares),
      (1...86_400).contains(content.bucketSeconds), content.offset >= 0
    else { return nil }
    principal = LatchKey(platform: platform, kind: kind, principal: content.principal, homeScope: content.homeScope)
    input = TopicPartition(topic: content.topic, partition: content.partition)
    offset = content.offset
    bucketSeconds = content.bucketSeconds
    baseline = RecordedBaseline(moments: moments, first: content.first, beginning: content.beginning)
    guard self.key == key else { return nil }
  }
}
