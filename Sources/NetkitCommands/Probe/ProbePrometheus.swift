import Addressing
import Diagnostics
import Presentation

/// `--prometheus`: gauges for node_exporter's textfile collector, which takes each series once: a
/// port or host that was named twice is told of once.
struct ProbePrometheus: ProbeView {
  private let session: Session
  private var findings: [(labels: String, finding: ProbeFinding)] = []
  private var knownPorts: Set<String> = []
  private var hosts: [(labels: String, ports: [PortState: PortSet])] = []
  private var knownHosts: [String: Int] = [:]

  init(_ session: Session) { self.session = session }

  mutating func show(_ finding: ProbeFinding) {
    let labels = labels(finding.host, finding.address, finding.transport, port: finding.port)
    if knownPorts.insert(labels).inserted { findings.append((labels, finding)) }
  }

  mutating func show(_ host: HostSummary) {
    let labels = labels(host.host, host.address, host.transport)
    let place = knownHosts[labels] ?? hosts.count
    if place == hosts.count {
      knownHosts[labels] = place
      hosts.append((labels, [:]))
    }
    for state in PortState.allCases {
      guard let ports = host.ports(in: state) else { continue }
      let before = hosts[place].ports[state]?.ranges ?? []
      hosts[place].ports[state] = PortSet(before + ports.ranges)
    }
  }

  func finish(_ summary: ProbeSummary) {
    var page = TextBuffer()
    head("netkit_probe_open", "Whether the port is open.", to: &page)
    for (labels, finding) in findings {
      let value = finding.state == .open ? 1 : 0
      page.line("netkit_probe_open{\(labels),state=\"\(finding.state.rawValue)\"} \(value)")
    }
    head("netkit_probe_latency_seconds", "Time until the answer.", to: &page)
    for (labels, finding) in findings {
      guard let latency = finding.latency?.decimal(inUnitsOf: .seconds(1)) else { continue }
      page.line("netkit_probe_latency_seconds{\(labels)} \(latency)")
    }
    head("netkit_probe_ports", "Ports of the host in each state.", to: &page)
    for (labels, ports) in hosts {
      for state in PortState.allCases {
        guard let count = ports[state]?.count else { continue }
        page.line("netkit_probe_ports{\(labels),state=\"\(state.rawValue)\"} \(count)")
      }
    }
    session.show(&page)
  }

  private func head(_ name: String, _ help: String, to page: inout TextBuffer) {
    page.line("# HELP \(name) \(help)")
    page.line("# TYPE \(name) gauge")
  }

  private func labels(
    _ host: String, _ address: ScopedAddress, _ transport: ProbeTransport, port: UInt16? = nil
  ) -> String {
    "host=\"\(escaped(host))\",address=\"\(escaped("\(address)"))\","
      + (port.map { "port=\"\($0)\"," } ?? "") + "transport=\"\(transport.rawValue)\""
  }

  /// Label values escape backslash, quote and line end.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
