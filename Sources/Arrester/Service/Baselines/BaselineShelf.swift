import ArresterBase
import ArresterEngine
import ArresterEvents
import ArresterKafka

/// What the baselines topic says of the principals of some input partitions. Bounded; belongs to the consuming thread.
struct BaselineShelf {
  /// Whose baselines are of use, and up to which offset of the input.
  private let committed: [TopicPartition: Int64]
  private let bucketSeconds: Int
  private let limit: Int
  private let seal: RecordSeal?
  private var records: [Place: BaselineRecord] = [:]
  private(set) var refused = RefusedRecords()
  /// Records for which there was no room.
  private(set) var leftOut = 0

  private struct Place: Hashable {
    var input: TopicPartition
    var principal: LatchKey
  }

  /// What nobody has added to for so long goes from the topic.
  static let mostIdleNanoseconds = 90 * 86_400 * Timestamp.nanosecondsPerSecond

  /// - Parameter committed: of the partitions that were assigned. What is recorded beyond is of a run that was taken back.
  init(committed: [TopicPartition: Int64], bucketSeconds: Int, limit: Int, seal: RecordSeal?) {
    self.committed = committed
    self.bucketSeconds = bucketSeconds
    self.limit = limit
    self.seal = seal
  }

  var count: Int { records.count }

  /// Takes one record of the topic; a later one of the same key wins.
  mutating func apply(key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) {
    guard let key, let value else { return }
    let name = Array(key)
    guard let content = opened(name, Array(value)) else {
      refused.unsealed += 1
      return
    }
    guard let record = BaselineRecord(key: name, value: content) else {
      refused.unreadable += 1
      return
    }
    keep(record)
  }

  private mutating func keep(_ record: BaselineRecord) {
    guard let offset = committed[record.input], record.offset <= offset, record.bucketSeconds == bucketSeconds else { return }
    let place = Place(input: record.input, principal: record.principal)
    if records.count < limit || records[place] != nil { records[place] = record } else { leftOut += 1 }
  }

  private func opened(_ key: [UInt8], _ value: [UInt8]) -> [UInt8]? {
    guard let seal else { return value }
    return seal.open(key: key, value: value)
  }

  func baseline(of principal: LatchKey, in input: TopicPartition) -> RecordedBaseline? {
    records[Place(input: input, principal: principal)]?.baseline
  }

  /// Forgets what is too old by the watermarks of its partition.
  /// - Returns: the keys of the topic that nothing is to stand under any more.
  mutating func dropIdle(in input: TopicPartition, _ watermarks: [Platform: Int64]) -> [[UInt8]] {
    let idle = records.filter { place, record in
      place.input == input && watermarks[record.principal.platform].map { $0 - record.time > BaselineShelf.mostIdleNanoseconds } ?? false
    }
    for place in idle.keys { records[place] = nil }
    return idle.values.map(\.key)
  }
}
