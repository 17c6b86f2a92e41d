import Testing

@testable import ArresterEvents

@Suite("Hostile input: never a crash, a hang or memory without bound")
struct HostileTests {
  private static let megabyte = 1 << 20

  private static func padded(to count: Int) -> [UInt8] {
    var text = Array(Record("s3", "DeleteBucket", request: #"{"bucketName":"b"}"#).text.dropLast().utf8) + Array(#","padding":""#.utf8)
    text += [UInt8](repeating: UInt8(ascii: "x"), count: count - text.count - 2)
    return text + Array(#""}"#.utf8)
  }

  @Test("a record of 16 MB is read, one byte more is too large, and so are 17 MB")
  func size() {
    let decoder = RecordDecoder()
    #expect(decoder.outcome(Self.padded(to: 16 * Self.megabyte)).event?.resources.map(\.names) == [["b"]])
    #expect(decoder.outcome(Self.padded(to: 16 * Self.megabyte + 1)) == .deadLetter(.tooLarge))
    #expect(decoder.outcome(Self.padded(to: 17 * Self.megabyte)) == .deadLetter(.tooLarge))
    #expect(decoder.outcome(Self.padded(to: 1000)).name == "change")
  }

  @Test("100,000 instances are 100,000 items, of which 256 are kept by name")
  func manyItems() {
    let items = (0..<100_000).map { #"{"instanceId":"i-\#($0)"}"# }.joined(separator: ",")
    let event = Record("ec2", "TerminateInstances", request: #"{"instancesSet":{"items":[\#(items)]}}"#).event
    #expect(event?.itemCount == 100_000)
    #expect(event?.resources.count == 256)
  }

  @Test("100,000 listed resources add no work without bound and no items")
  func manyListed() {
    let listed = (0..<100_000).map { #"{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b\#($0)"}"# }.joined(separator: ",")
    let event = Record("s3", "DeleteBucket", request: #"{"bucketName":"b"}"#).with(\.more, #","readOnly":false,"resources":[\#(listed)]"#)
      .event
    #expect(event?.itemCount == 1)
    #expect(event?.resources.map(\.names) == [["b"]])
  }

  @Test("100,000 times the same name is one thing; 100,000 keys that could be names are one thing")
  func repeatedNames() {
    let same = Array(repeating: #"{"instanceId":"i-1"}"#, count: 100_000).joined(separator: ",")
    #expect(Record("ec2", "TerminateInstances", request: #"{"instancesSet":{"items":[\#(same)]}}"#).event?.itemCount == 1)
    let keys = (0..<100_000).map { #""vpcId":"vpc-\#($0)""# }.joined(separator: ",")
    let event = Record("ec2", "DeleteVpc", request: "{\(keys)}").event
    #expect(event?.itemCount == 1)
    #expect(event?.resources.count == 1)
  }

  @Test("names of a megabyte are cut with a hash, so that two of them stay two")
  func longNames() throws {
    let long = String(repeating: "a", count: Self.megabyte)
    func event(_ end: String) -> ChangeEvent? {
      let identity =
        #"{"type":"AssumedRole","sourceIdentity":"\#(long + end)","sessionContext":{"sessionIssuer":{"arn":"\#(long + end)"}}}"#
      let more = #","readOnly":false,"sharedEventID":"\#(long + end)","recipientAccountId":"\#(long + end)""#
      return Record("s3", "DeleteBucket", request: #"{"bucketName":"\#(long + end)"}"#).with(\.identity, identity).with(\.more, more).with(
        \.region, long + end
      ).event
    }
    let one = try #require(event("1"))
    let two = try #require(event("2"))
    for path in [\ChangeEvent.principal, \.session, \.region, \.scope, \.identifier, \.resources[0].names[0]] {
      #expect(one[keyPath: path].utf8.count == 200)
      #expect(one[keyPath: path].contains("#sha256:"))
      #expect(one[keyPath: path] != two[keyPath: path])
    }
    #expect(event("1") == one)
  }

  @Test("256 names of 60 kB each are cut, and stay different")
  func manyLongNames() {
    let items = (0..<256).map { #"{"instanceId":"\#(String(repeating: "n", count: 60_000))\#($0)"}"# }.joined(separator: ",")
    let event = Record("ec2", "TerminateInstances", request: #"{"instancesSet":{"items":[\#(items)]}}"#).event
    #expect(event?.itemCount == 256)
    #expect(Set(event?.resources.flatMap(\.names) ?? []).count == 256)
  }

  @Test("a megabyte of escapes in every name is resolved")
  func longEscapes() {
    let escaped = String(repeating: #"\u0061"#, count: 100_000)
    let event = Record("s3", "DeleteBucket", request: #"{"bucketName":"\#(escaped)"}"#).event
    let plain = Record("s3", "DeleteBucket", request: #"{"bucketName":"\#(String(repeating: "a", count: 100_000))"}"#).event
    #expect(event?.resources == plain?.resources)
  }

  @Test("of a field that stands twice the last counts")
  func duplicateKeys() {
    let text =
      Record("ec2", "CreateVpc").text.dropLast()
      + #","eventName":"DeleteVpc","awsRegion":"us-west-2","readOnly":true,"readOnly":false,"requestParameters":{"vpcId":"a"}}"#
    let event = RecordDecoder().outcome(String(text)).event
    #expect(event?.action == "ec2:DeleteVpc" && event?.region == "us-west-2" && event?.resources.map(\.names) == [["a"]])
  }

  @Test(
    "values of other types than expected are as if they were not there",
    arguments: [
      "eventSource", "awsRegion", "eventID", "sharedEventID", "errorCode", "recipientAccountId", "eventCategory", "userAgent",
      "userIdentity", "requestParameters", "responseElements", "resources", "readOnly", "managementEvent", "detail", "Records",
      "CloudTrailEvent", "invokedBy", "@timestamp",
    ])
  func otherTypes(_ key: String) {
    for value in ["null", "0", "1e999", "-0", "true", "[]", "[[],{}]", "{}", #"{"a":{"b":[1]}}"#] {
      let text = Record("ec2", "DeleteVpc", request: #"{"vpcId":"v"}"#).text.dropLast() + ",\"\(key)\":\(value)}"
      let outcome = RecordDecoder().outcome(String(text))
      #expect(["change", "read"].contains(outcome.name), "\(key): \(value) gives \(outcome)")
    }
  }

  @Test("numbers out of range, NULs and control characters in names do no harm")
  func oddValues() {
    let event = Record("s3", "DeleteBucket", request: #"{"bucketName":"a\u0000b\u001f","n":123456789012345678901234567890e999}"#).event
    #expect(event?.resources.map(\.names) == [["a\u{0}b\u{1f}"]])
    let lone = Record("s3", "DeleteBucket", request: #"{"bucketName":"a\ud800"}"#).event
    #expect(lone?.resources.map(\.names) == [["a\u{FFFD}"]])
  }
}
