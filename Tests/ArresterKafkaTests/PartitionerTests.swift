import ArresterKafka
import Testing

@Suite("The partition of a key")
struct PartitionerTests {
  /// Fixed values of Kafka's UtilsTest for `murmur2`.
  private static let published: [(key: String, hash: Int32)] = [
    ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
    ("a-little-bit-longer-string", -1_486_304_829), ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
  ]

  @Test("is that of Java clients", arguments: published.indices, [1, 2, 3, 12, 100, 65_536])
  func java(index: Int, count: Int) {
    let (key, hash) = PartitionerTests.published[index]
    #expect(KafkaPartitioner.partition(ofKey: key.utf8, count: count) == (hash & 0x7fff_ffff) % Int32(count))
  }

  @Test("is where this module's producer sends it, whatever its length")
  func produced() throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("t", partitions: 7)
    let keys = (1...60).map { length in String(repeating: "arn:é/", count: 20).utf8.prefix(length) }
    let producer = try KafkaProducer(KafkaSettings(cluster))
    for key in keys { try producer.send(KafkaRecord(topic: "t", key: Array(key), value: [1])) }
    try producer.flush(timeoutMilliseconds: 20_000)
    producer.close()
    let table = try KafkaTable(KafkaSettings(cluster), topic: "t")
    defer { table.close() }
    var found: [[UInt8]: Int32] = [:]
    try table.load(timeoutMilliseconds: 20_000) { records in
      for record in records { if let key = record.key { found[Array(key)] = Int32(record.slot) } }
    }
    #expect(found.count == keys.count)
    for key in keys { #expect(found[Array(key)] == KafkaPartitioner.partition(ofKey: key, count: 7)) }
  }
}
