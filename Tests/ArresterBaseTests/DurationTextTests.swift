import Testing

@testable import ArresterBase

@Suite("Durations as text")
struct DurationTextTests {
  @Test(
    "whole numbers with units, the largest first",
    arguments: [
      ("45s", 45_000_000_000), ("15m", 900_000_000_000), ("2h30m", 9_000_000_000_000), ("1d", 86_400_000_000_000), ("250ms", 250_000_000),
      ("0s", 0), ("90m", 5_400_000_000_000),
      ("1d2h3m4s5ms", 93_784_005_000_000), ("1m1ms", 60_001_000_000), ("106751d", 9_223_286_400_000_000_000),
    ] as [(String, Int64)])
  func parses(_ text: String, _ nanoseconds: Int64) { #expect(DurationText.parse(text) == nanoseconds) }

  @Test(
    "anything else is refused",
    arguments: [
      "", "5", "s", "-5s", "+5s", "1.5h", "1h 30m", " 1h", "1h ", "30m2h", "1m1m", "1w", "1H", "1h30", "٣s", "106752d",
      "9223372036854775808s", "99999999999999999999d", "1us", "1ns", "1e3s", "0x1s",
    ])
  func refuses(_ text: String) { #expect(DurationText.parse(text) == nil) }

  @Test(
    "what is written is read back",
    arguments: [0, 1_000_000, 999_000_000, 60_001_000_000, 86_400_000_000_000, 93_784_005_000_000, 9_223_372_036_854_000_000] as [Int64])
  func roundTrip(_ nanoseconds: Int64) { #expect(DurationText.parse(DurationText.format(nanoseconds)) == nanoseconds) }

  @Test(
    "parts of a millisecond are dropped, and nothing is 0s",
    arguments: [(999_999, "0s"), (1_999_999, "1ms"), (.min, "0s"), (3_600_000_000_000, "1h")] as [(Int64, String)])
  func formats(_ nanoseconds: Int64, _ text: String) { #expect(DurationText.format(nanoseconds) == text) }
}
