import Testing

@testable import Arguments

/// What a spelling is read as, spelled back; or why it was refused, with the column.
private func reading<Value: ArgumentValue>(_ type: Value.Type, _ text: String) -> String {
  do throws(ValueError) { return try Value(argument: text).argument } catch {
    return "! \(error.reason)\(error.column.map { " @\($0)" } ?? "")"
  }
}

@Suite("Values") struct ValueTests {
  @Test(
    "a time is read exactly, and refused where it makes no sense",
    arguments: [
      ("3", "3s"), ("250ms", "250ms"), ("5s", "5s"), ("2m", "2m"), ("1h", "1h"), ("1.5s", "1500ms"),
      ("0.25", "250ms"), ("90s", "90s"), ("60s", "1m"), ("1h30m", "90m"), ("1m30s", "90s"),
      ("0", "0s"), ("100us", "100us"), ("100µs", "100us"), ("7ns", "7ns"),
      ("1.000000001", "1000000001ns"),
      ("365d", "365d"),
      ("366d", "! expected a year at most @1"),
      ("1d365d", "! expected smaller units after larger ones @6"),
      ("", "! expected a time such as 250ms, 1.5s or 2m"),
      ("x", "! expected a time such as 250ms, 1.5s or 2m @1"),
      ("-1s", "! expected a time such as 250ms, 1.5s or 2m @1"),
      (".5", "! expected a time such as 250ms, 1.5s or 2m @1"),
      ("5.", "! expected a time such as 250ms, 1.5s or 2m @1"),
      ("5x", "! expected a unit: ns, us, ms, s, m, h or d @2"),
      ("5 s", "! expected a unit: ns, us, ms, s, m, h or d @2"),
      ("5S", "! expected a unit: ns, us, ms, s, m, h or d @2"),
      ("1s500", "! expected smaller units after larger ones @6"),
      ("0.5ns", "! expected whole nanoseconds, and a year at most @1"),
      ("18446744073709551615s", "! expected whole nanoseconds, and a year at most @1"),
      ("99999999999999999999999", "! expected whole nanoseconds, and a year at most @1"),
      ("５s", "! expected a time such as 250ms, 1.5s or 2m @1"),  // full-width digit
    ])
  func durations(_ text: String, _ want: String) { #expect(reading(Duration.self, text) == want) }

  @Test(
    "a size is read exactly, and an ambiguous unit is refused",
    arguments: [
      ("512", "512B"), ("64KiB", "64KiB"), ("1MB", "1MB"), ("1MiB", "1MiB"), ("1.5GiB", "1536MiB"),
      ("0", "0B"), ("2kB", "2kB"), ("2KB", "2kB"), ("1024", "1KiB"),
      ("18446744073709551615", "18446744073709551615B"),
      ("64K", "! write KiB (powers of 1024) or kB (1000) @3"),
      ("1M", "! write MiB (powers of 1024) or MB (1000) @2"),
      ("1Mb", "! expected a unit: B, kB, MB, GB, TB, KiB, MiB, GiB or TiB @2"),  // megabits?
      ("1.5B", "! expected whole bytes, fewer than 2^64"),
      ("18446744073709551615KiB", "! expected whole bytes, fewer than 2^64"),
      ("x", "! expected a size such as 512, 64KiB or 1MB"),
      ("1KiB2", "! expected a unit: B, kB, MB, GB, TB, KiB, MiB, GiB or TiB @2"),
    ])
  func sizes(_ text: String, _ want: String) { #expect(reading(ByteCount.self, text) == want) }

  @Test(
    "whole numbers fit their type",
    arguments: [
      ("0", "0"), ("255", "255"), ("+7", "7"), ("256", "! expected a whole number from 0 to 255"),
      ("-1", "! expected a whole number from 0 to 255"),
      ("", "! expected a whole number from 0 to 255"),
      ("1e2", "! expected a whole number from 0 to 255"),
    ])
  func bytes(_ text: String, _ want: String) { #expect(reading(UInt8.self, text) == want) }

  @Test("numbers, truth and text are read and spelled back")
  func others() {
    #expect(reading(Int.self, "-12") == "-12")
    #expect(reading(Int.self, "x") == "! expected a whole number")
    #expect(
      reading(Int.self, "9223372036854775808")
        == "! expected a whole number from -9223372036854775808 to 9223372036854775807")
    #expect(reading(UInt128.self, "340282366920938463463374607431768211455").count == 39)
    #expect(reading(Double.self, "0.5") == "0.5")
    #expect(reading(Double.self, "-2") == "-2")
    #expect(reading(Double.self, "1e3") == "1000")
    for text in ["nan", "inf", "0x1p3", "", "1,5", "1e999"] {
      #expect(reading(Double.self, text) == "! expected a number")
    }
    #expect(reading(Bool.self, "on") == "yes")
    #expect(reading(Bool.self, "0") == "no")
    #expect(reading(Bool.self, "maybe") == "! expected yes or no")
    #expect(reading(String.self, "") == "")
    #expect(reading(Family.self, "ipv6") == "ipv6")
  }
}
