import Addressing
import Diagnostics

/// Findings until their host's summary comes: hosts are scanned side by side.
struct HostFindings {
  private struct Place: Hashable {
    var address: ScopedAddress
    var transport: ProbeTransport
  }

  private var waiting: [Place: [ProbeFinding]] = [:]

  mutating func add(_ finding: ProbeFinding) {
    let place = Place(address: finding.address, transport: finding.transport)
    waiting[place, default: []].append(finding)
  }

  /// The host's findings in the order of their ports.
  mutating func take(of host: HostSummary) -> [ProbeFinding] {
    let place = Place(address: host.address, transport: host.transport)
    return (waiting.removeValue(forKey: place) ?? []).sorted { $0.port < $1.port }
  }
}

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
