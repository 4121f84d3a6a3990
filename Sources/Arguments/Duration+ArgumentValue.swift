/// A length of time: `250ms`, `1.5s`, `2m`, `1h30m`; a bare number is seconds.
///
/// Exact to the nanosecond, and never longer than a year.
extension Duration: ArgumentValue {
  public init(argument: String) throws(ValueError) {
    var rest = argument[...].utf8
    var total: UInt64 = 0
    var previousUnit = UInt64.max
    repeat {
      let start = rest
      func refuse(_ reason: String, at place: Substring.UTF8View) -> ValueError {
        let typed = argument.utf8.distance(from: argument.startIndex, to: place.startIndex)
        return ValueError(reason, column: argument.isEmpty ? nil : typed + 1)
      }
      guard let number = Quantity(from: &rest) else {
        throw refuse("expected a time such as 250ms, 1.5s or 2m", at: start)
      }
      let unitStart = rest
      let name = rest.takeLetters()
      guard let unit = name.isEmpty ? 1_000_000_000 : Self.nanoseconds(in: name) else {
        throw refuse("expected a unit: ns, us, ms, s, m, h or d", at: unitStart)
      }
      guard unit < previousUnit else {
        throw refuse("expected smaller units after larger ones", at: unitStart)
      }
      guard let part = number.scaled(by: unit) else {
        throw refuse("expected whole nanoseconds, and a year at most", at: start)
      }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow, sum <= Self.yearInNanoseconds else {
        throw refuse("expected a year at most", at: start)
      }
      if name.isEmpty, !rest.isEmpty {
        throw refuse("expected a unit: ns, us, ms, s, m, h or d", at: rest)
      }
      (total, previousUnit) = (sum, unit)
    } while !rest.isEmpty
    self = .nanoseconds(Int64(total))  // a year of nanoseconds fits 55 bits
  }

  /// In the largest unit that needs no fraction: `90s`, `250ms`, `2m`.
  public var argument: String {
    let (seconds, attoseconds) = components
    let nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
    guard nanoseconds != 0 else { return "0s" }
    for (name, unit) in Self.units where nanoseconds % Int128(unit) == 0 {
      return "\(nanoseconds / Int128(unit))\(name)"
    }
    return "\(nanoseconds)ns"
  }

  private static var yearInNanoseconds: UInt64 { 365 * 86_400_000_000_000 }

  private static var units: [(name: String, nanoseconds: UInt64)] {
    [
      ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000),
      ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000), ("ns", 1),
    ]
  }

  private static func nanoseconds(in name: Substring) -> UInt64? {
    name == "µs" || name == "μs" ? 1000 : units.first { $0.name == name }?.nanoseconds
  }
}
