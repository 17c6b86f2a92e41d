import Testing

@testable import ArresterEvents

@Suite("Events: frames")
struct EventFrameTests {
  private static func sample() -> ChangeEvent {
    var event = ChangeEvent(
      time: 1_767_323_045_000_000_000, identifier: "id-1", principal: "arn:aws:iam::1:role/r", action: "ec2:DeleteVpc", effect: .delete)
    event.platform = .gcp
    event.scope = "1"
    event.homeScope = "2"
    event.session = "s"
    event.kind = .agent
    event.flags = [.permission, .failed]
    event.region = "eu-west-1"
    event.resourceType = "ec2:Vpc"
    event.resources = [.init(names: ["vpc-1"], severity: 5), .init(names: ["vpc-2"], severity: 0)]
    event.itemCount = 7
    return event
  }

  @Test("what goes into a frame comes out of it")
  func roundTrip() {
    let builder = EventFrameBuilder()
    #expect(ChangeEvent(builder.frame(of: Self.sample())) == Self.sample())
    let small = ChangeEvent(time: 0, identifier: "", principal: "", action: "", effect: .unknown)
    #expect(ChangeEvent(builder.frame(of: small)) == small)
    #expect(ChangeEvent(builder.frame(of: Self.sample())) == Self.sample())
  }

  @Test("a frame's length covers it, in whole words of eight bytes")
  func length() {
    let builder = EventFrameBuilder()
    for count in 0..<20 {
      var event = Self.sample()
      event.session = String(repeating: "s", count: count)
      let frame = builder.frame(of: event)
      #expect(frame.totalLength % 8 == 0)
      let last = frame.resources[1]
      #expect(Int(last.nameOffset) + Int(last.nameLength) <= frame.totalLength)
    }
  }

  @Test("content is time, principal, action, resources and whether it failed; not session, kind, other flags or identifier")
  func content() {
    let builder = EventFrameBuilder()
    func hash(_ change: (inout ChangeEvent) -> Void) -> UInt64 {
      var event = Self.sample()
      change(&event)
      return builder.frame(of: event).header.pointee.contentHash
    }
    let base = hash { _ in }
    #expect(
      hash { $0.session = "other" } == base && hash { $0.kind = .human } == base && hash { $0.identifier = "x" } == base
        && hash { $0.flags.formSymmetricDifference([.tagging, .stateful]) } == base)
    #expect(hash { $0.flags.formSymmetricDifference(.failed) } != base)
    #expect(hash { $0.time += 1 } != base)
    #expect(hash { $0.principal = "x" } != base)
    #expect(hash { $0.action = "x" } != base)
    #expect(hash { $0.resources[0].names = ["vpc-3"] } != base)
    #expect(hash { $0.region = "us-east-1" } != base)
    #expect(hash { $0.scope = "9" } != base)
    #expect(hash { $0.itemCount = 8 } != base)
  }

  @Test("the key of windows is platform, principal and kind")
  func keys() {
    let builder = EventFrameBuilder()
    func hash(_ change: (inout ChangeEvent) -> Void) -> UInt64 {
      var event = Self.sample()
      change(&event)
      return builder.frame(of: event).header.pointee.principalHash
    }
    let base = hash { _ in }
    #expect(hash { $0.session = "other" } == base && hash { $0.time = 5 } == base && hash { $0.scope = "9" } == base)
    #expect(hash { $0.kind = .human } != base && hash { $0.platform = .aws } != base && hash { $0.principal = "x" } != base)
  }

  @Test("at most four names of a resource are kept, each once, and 256 resources")
  func bounds() {
    var event = Self.sample()
    event.resources = [.init(names: ["a", "b", "a", "b", "c", "d", "e", "f"], severity: 1)]
    let builder = EventFrameBuilder()
    #expect(builder.frame(of: event).resources[0].aliasCount == 4)
    event.resources = (0..<1000).map { .init(names: ["r-\($0)"], severity: 1) }
    event.itemCount = 1000
    let header = builder.frame(of: event).header.pointee
    #expect(header.resourceCount == 256 && header.itemCount == 1000)
  }

  @Test("a string of up to 4,096 bytes stays, a longer one is cut and ends in the hash of the whole")
  func longStrings() {
    let builder = EventFrameBuilder()
    func principal(_ text: String) -> String {
      var event = Self.sample()
      event.principal = text
      return builder.frame(of: event).principal.text
    }
    let limit = String(repeating: "p", count: 4096)
    #expect(principal(limit) == limit)
    let cut = principal(limit + "x")
    #expect(cut.count == 128 + 8 + 64 && cut.hasPrefix("pppp") && cut.contains("#sha256:"))
    #expect(principal(limit + "x") == cut && principal(limit + "y") != cut && principal(limit + "xx") != cut)
  }

  @Test("the digest of the record is there where it was asked for, and zero elsewhere")
  func digests() {
    let text = Array(Record("ec2", "CreateVpc").text.utf8)
    for wanted in [false, true] {
      let decoder = RecordDecoder()
      decoder.wantsDigests = wanted
      text.withUnsafeBytes { bytes in
        guard case .change(let frame) = decoder.decode(bytes) else {
          Issue.record("no change")
          return
        }
        #expect((frame.header.pointee.digestHigh | frame.header.pointee.digestLow != 0) == wanted)
      }
    }
  }
}
