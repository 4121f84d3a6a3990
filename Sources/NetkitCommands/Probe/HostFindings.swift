import Addressing
import Diagnostics

/// Findings until their host's summary comes: hosts are scanned side by side, and one that was named
/// twice with different ports has a summary for each time.
struct HostFindings {
  private struct Place: Hashable {
    var host: String
    var address: ScopedAddress
    var transport: ProbeTransport
  }

  private var waiting: [Place: [ProbeFinding]] = [:]

  mutating func add(_ finding: ProbeFinding) {
    let place = Place(
      host: finding.host, address: finding.address, transport: finding.transport)
    waiting[place, default: []].append(finding)
  }

  /// The findings that the summary counts, in the order of their ports.
  mutating func take(of host: HostSummary) -> [ProbeFinding] {
    let place = Place(host: host.host, address: host.address, transport: host.transport)
    var taken: [ProbeFinding] = []
    var rest: [ProbeFinding] = []
    var ports: Set<UInt16> = []
    for finding in waiting.removeValue(forKey: place) ?? [] {
      let isIts = host.ports(in: finding.state)?.contains(TransportPort(finding.port)) == true
      if isIts, ports.insert(finding.port).inserted {
        taken.append(finding)
      } else {
        rest.append(finding)
      }
    }
    if !rest.isEmpty { waiting[place] = rest }
    return taken.sorted { $0.port < $1.port }
  }
}
