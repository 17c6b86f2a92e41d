import Testing

@testable import ArresterEvents

@Suite("Hostile input: invented actions")
struct ActionInternerTests {
  private func find(_ interner: ActionInterner, _ source: String, _ name: String) -> String {
    Array(source.utf8).withUnsafeBytes { source in
      Array(name.utf8).withUnsafeBytes { name in interner.find(source: source, name: name).pointee.name.bytes.text }
    }
  }

  @Test("each action is compiled once and found again by source and name")
  func found() {
    let interner = ActionInterner(TestModel.events)
    #expect(find(interner, "ec2.amazonaws.com", "DeleteVpc") == "ec2:DeleteVpc")
    #expect(find(interner, "rds.amazonaws.com", "DeleteVpc") == "rds:DeleteVpc")
    #expect(find(interner, "", "ec2.amazonaws.comDeleteVpc") == "unknown:ec2.amazonaws.comDeleteVpc")
    #expect(find(interner, "ec2.amazonaws.comDelete", "Vpc") == "ec2.amazonaws.comdelete:Vpc")
    let stored = interner.storedBytes
    for _ in 0..<100 { #expect(find(interner, "ec2.amazonaws.com", "DeleteVpc") == "ec2:DeleteVpc") }
    #expect(interner.storedBytes == stored)
  }

  @Test("200,000 invented names are forgotten in turn, counted, and real ones are still right")
  func flood() {
    let interner = ActionInterner(TestModel.events)
    for number in 0..<200_000 {
      _ = find(interner, "x", "A\(number)")
      if number % 20_000 == 0 { #expect(find(interner, "ec2.amazonaws.com", "DeleteVpc") == "ec2:DeleteVpc") }
    }
    #expect(interner.flushes == 3)
    #expect(interner.storedBytes < ActionInterner.maximumBytes)
  }

  @Test("names of a megabyte are bounded by their bytes, not by their number")
  func longNames() {
    let interner = ActionInterner(TestModel.events)
    let long = String(repeating: "a", count: 1 << 20)
    for number in 0..<60 {
      _ = find(interner, "x", "Delete\(number)\(long)")
      #expect(interner.storedBytes < ActionInterner.maximumBytes + 8 << 20)
    }
    #expect(interner.flushes >= 2)
  }
}
