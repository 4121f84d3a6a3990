import Testing

@testable import Presentation

@Suite struct NumberTextTests {
  @Test("counts have groups of three")
  func counts() {
    #expect(NumberText.count(0) == "0")
    #expect(NumberText.count(999) == "999")
    #expect(NumberText.count(1000) == "1,000")
    #expect(NumberText.count(4_294_967_296) == "4,294,967,296")
    #expect(NumberText.count(-123_456) == "-123,456")
    #expect(NumberText.count(-123) == "-123")
    #expect(NumberText.count(UInt128.max) == "340,282,366,920,938,463,463,374,607,431,768,211,455")
    #expect(NumberText.count(1, "host") == "1 host")
    #expect(NumberText.count(0, "host") == "0 hosts")
    #expect(NumberText.count(2, "address", plural: "addresses") == "2 addresses")
  }

  @Test("powers of two")
  func powers() {
    #expect(NumberText.powerOfTwo(32) == "2^32")
    #expect(NumberText.powerOfTwo(6, minus: 2) == "2^6 − 2")
    #expect(NumberText.size(65536) == "65,536")
    #expect(NumberText.size(1 << 64) == "2^64")
    #expect(NumberText.size(1 << 17 | 1) == "131,073")
    #expect(NumberText.size(0) == "0")
  }

  static let durations: [(Duration, String)] = [
    (.zero, "0 ms"), (.nanoseconds(850), "850 ns"), (.nanoseconds(1000), "1 µs"),
    (.nanoseconds(42_130), "42.1 µs"), (.nanoseconds(999_499), "999 µs"),
    (.nanoseconds(999_500), "1 ms"),
    (.microseconds(1234), "1.23 ms"), (.microseconds(1200), "1.2 ms"),
    (.microseconds(1205), "1.21 ms"),
    (.microseconds(9996), "10 ms"), (.microseconds(10_040), "10 ms"),
    (.milliseconds(250), "250 ms"),
    (.microseconds(999_499), "999 ms"), (.microseconds(999_500), "1 s"),
    (.milliseconds(2300), "2.3 s"),
    (.seconds(3), "3 s"), (.milliseconds(59_940), "59.9 s"), (.milliseconds(59_960), "1 min"),
    (.seconds(60), "1 min"), (.seconds(125), "2 min 5 s"), (.seconds(3780), "1 h 3 min"),
    (.seconds(187_200), "2 d 4 h"), (.seconds(172_800), "2 d"), (.milliseconds(-1500), "-1.5 s"),
    (.milliseconds(-20), "-20 ms"),
  ]

  @Test("a duration has three significant digits", arguments: durations)
  func spellsDuration(duration: Duration, text: String) {
    #expect(NumberText.duration(duration) == text)
  }

  static let sizes: [(UInt64, String)] = [
    (0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (65536, "64 KiB"), (1536 * 1024, "1.5 MiB"),
    (1024 * 1024 - 1, "1 MiB"), (1000 * 1024, "1000 KiB"), (.max, "16 EiB"),
  ]

  @Test("bytes count in powers of 1024", arguments: sizes)
  func bytes(value: UInt64, text: String) {
    #expect(NumberText.bytes(value) == text)
  }

  static let shares: [(UInt64, UInt64, String)] = [
    (0, 10, "0%"), (10, 10, "100%"), (37, 100, "37%"), (4, 1000, "0.4%"), (1, 100_000, "<0.1%"),
    (99_999, 100_000, "99.9%"), (994, 1000, "99.4%"), (985, 1000, "99%"), (12, 10, "120%"),
    (1, 0, "0%"),
    (5, 100, "5%"),
  ]

  @Test("a share is 0% or 100% only when it is exactly that", arguments: shares)
  func percent(part: UInt64, whole: UInt64, text: String) {
    #expect(NumberText.percent(part, of: whole) == text)
  }

  @Test("rates")
  func rates() {
    #expect(NumberText.rate(850, in: .seconds(1)) == "850/s")
    #expect(NumberText.rate(24600, in: .seconds(2)) == "12.3k/s")
    #expect(NumberText.rate(1_500_000, in: .seconds(1)) == "1.5M/s")
    #expect(NumberText.rate(5, in: .zero) == "0/s")
    #expect(NumberText.rate(.max, in: .nanoseconds(1)).hasSuffix("M/s"))
  }
}
