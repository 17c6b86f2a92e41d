import Testing

@testable import Arrester

@Suite("the text that goes with a committed offset")
struct RewindPointTests {
  @Test(
    "is read back as it was",
    arguments: [
      RewindPoint(offset: 0), RewindPoint(offset: .max), RewindPoint(offset: 5, watermarks: [.aws: 1_700_000_000_000_000_000]),
      RewindPoint(offset: 7, watermarks: [.aws: 1, .kubernetes: -2, .gcp: .max, .azure: .min]),
    ])
  func roundTrip(point: RewindPoint) {
    #expect(RewindPoint(text: point.text) == point)
    #expect(point.text.utf8.count < 4096)
  }

  @Test("is what operators and the next version find")
  func format() {
    #expect(RewindPoint(offset: 123_456, watermarks: [.aws: 1_700_000_000_000_000_000]).text == "v1 123456 aws=1700000000000000000")
  }

  @Test(
    "is refused where it is damaged or another version's",
    arguments: [
      "", "v1", "v2 5", "v1 x", "v1 -1", "v1 5 aws", "v1 5 aws=", "v1 5 aws=x", "v1 5 mars=1", "v1 99999999999999999999", "5", "v1 5 =1",
      "V1 5",
    ])
  func damaged(text: String) {
    #expect(RewindPoint(text: text) == nil)
  }
}
