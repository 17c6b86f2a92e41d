import ArresterBase
import Testing

@Suite struct DurationTextTests {
  @Test(
    "durations are read in all their units",
    arguments: [
      ("45s", 45_000_000_000), ("15m", 900_000_000_000), ("70m", 4_200_000_000_000), ("2h30m", 9_000_000_000_000),
      ("1d1h1m1s1ms", 90_061_001_000_000), ("0s", 0), ("250ms", 250_000_000), ("007s", 7_000_000_000),
    ] as [(String, Int64)])
  func reads(text: String, nanoseconds: Int64) {
    #expect(DurationText.parse(text) == nanoseconds)
  }

  @Test(
    "anything else is no duration",
    arguments: [
      "", "5", "m", "-5m", "+5m", "1.5h", "5 m", "5m ", "30m2h", "5m5m", "5x", "5M", "１m", "999999999999d", "99999999999999999999s",
      "106751d24h",
    ])
  func refuses(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test(
    "a duration is written as it would be read", arguments: ["45s", "1h10m", "2h30m", "1d", "250ms", "0s", "1d1h1m1s1ms"])
  func writes(text: String) throws {
    #expect(DurationText.format(try #require(DurationText.parse(text))) == text)
  }
}
