import Addressing
import Platform

/// What `--watch` knows of ports: one scan's results beside those of the scan before.
public struct WatchedPorts {
  private struct Place: Hashable {
    var address: ScopedAddress
    var port: UInt16
    var transport: ProbeTransport
  }

  /// The last scan's; nil before the first has ended.
  private var known: [Place: ProbeFinding]?
  private var found: [Place: ProbeFinding] = [:]
  private var hosts: [HostSummary] = []

  public init() {}

  public mutating func take(_ finding: ProbeFinding) {
    let place = Place(
      address: finding.address, port: finding.port, transport: finding.transport)
    found[place] = finding
  }

  public mutating func take(_ host: HostSummary) { hosts.append(host) }

  /// Ends a scan: what differs from the one before in order of address and port, each with the
  /// state that it had. Of the first scan it is what was listed. A port that was listed and is no
  /// longer has the state that its host's summary counts it under; one that was not asked, for the
  /// scan was stopped or a name has no address any more, keeps what is known of it.
  public mutating func changes() -> [ProbeFinding] {
    let time = WallClock.text
    var changed: [ProbeFinding] = []
    for (place, new) in found where known?[place]?.state != new.state {
      var finding = new
      finding.was = known?[place]?.state
      changed.append(finding)
    }
    var next = found
    for (place, old) in known ?? [:] where found[place] == nil {
      next[place] = old
      guard let finding = unlisted(old) else { continue }
      next[place] = finding
      if finding.state != old.state { changed.append(finding) }
    }
    (known, found, hosts) = (next, [:], [])
    return changed.sorted {
      ($0.address.address, $0.port, $0.transport.rawValue)
        < ($1.address.address, $1.port, $1.transport.rawValue)
    }.map {
      var finding = $0
      finding.time = time
      return finding
    }
  }

  /// What the last scan's summaries say of a port that it did not list.
  private func unlisted(_ old: ProbeFinding) -> ProbeFinding? {
    for host in hosts where host.address == old.address && host.transport == old.transport {
      for state in PortState.allCases
      where host.ports(in: state)?.contains(TransportPort(old.port)) == true {
        let reason = host.reasons.first { $0.state == state }
        var finding = ProbeFinding(
          host: old.host, address: old.address, port: old.port, transport: old.transport,
          verdict: PortVerdict(state, reason?.reason ?? .silence), tries: old.tries)
        finding.service = old.service
        finding.was = old.state
        finding.icmp = reason?.icmp
        return finding
      }
    }
    return nil
  }
}
