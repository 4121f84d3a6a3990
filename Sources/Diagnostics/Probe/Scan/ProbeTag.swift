/// The driver's mark on a probe: which host, which of its ports, which try.
struct ProbeTag {
  /// Stands for every try at a paced question.
  static let pacedAttempt = 255

  let raw: UInt64

  init(raw: UInt64) { self.raw = raw }

  init(host: Int32, number: Int, attempt: Int) {
    raw = UInt64(UInt32(host)) << 32 | UInt64(number) << 8 | UInt64(attempt)
  }

  var host: Int32 { Int32(raw >> 32) }
  var number: Int { Int(raw >> 8 & 0xFF_FFFF) }
  var attempt: Int { Int(raw & 0xFF) }
  var isPaced: Bool { attempt == Self.pacedAttempt }
}
