extension Duration {
  /// As a decimal fraction of a unit, to the microsecond and no further: `0.412` ms, `0.000412` s.
  func decimal(inUnitsOf unit: Duration) -> String {
    let (seconds, attoseconds) = components
    let perMicrosecond = Int64(1_000_000_000_000)
    let whole = seconds * 1_000_000 + (attoseconds + perMicrosecond / 2) / perMicrosecond
    let (unitSeconds, unitPart) = unit.components
    let perUnit = unitSeconds * 1_000_000 + unitPart / perMicrosecond
    var digits = String(whole % perUnit + perUnit).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole / perUnit)" + (digits.isEmpty ? "" : ".\(digits)")
  }
}
