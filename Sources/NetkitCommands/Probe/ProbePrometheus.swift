import Diagnostics
import Presentation

/// `--prometheus`: gauges for node_exporter's textfile collector.
struct ProbePrometheus: ProbeView {
  private let session: Session
  private var findings: [ProbeFinding] = []
  private var hosts: [HostSummary] = []

  init(_ session: Session) { self.session = session }

  mutating func show(_ finding: ProbeFinding) { findings.append(finding) }
  mutating func show(_ host: HostSummary) { hosts.append(host) }

  func finish(_ summary: ProbeSummary) {
    var page = TextBuffer()
    head("netkit_probe_open", "Whether the port is open.", to: &page)
    for finding in findings {
      let value = finding.state == .open ? 1 : 0
      page.line(
        "netkit_probe_open{\(labels(finding)),state=\"\(finding.state.rawValue)\"} \(value)")
    }
    head("netkit_probe_latency_seconds", "Time until the answer.", to: &page)
    for finding in findings {
      guard let latency = finding.latency else { continue }
      page.line(
        "netkit_probe_latency_seconds{\(labels(finding))} \(latency.decimal(inUnitsOf: .seconds(1)))"
      )
    }
    head("netkit_probe_ports", "Ports of the host in each state.", to: &page)
    for host in hosts {
      for state in PortState.allCases where host.counts[state] > 0 {
        let labels =
          "host=\"\(escaped(host.host))\",address=\"\(host.address)\","
          + "transport=\"\(host.transport.rawValue)\",state=\"\(state.rawValue)\""
        page.line("netkit_probe_ports{\(labels)} \(host.counts[state])")
      }
    }
    session.show(&page)
  }

  private func head(_ name: String, _ help: String, to page: inout TextBuffer) {
    page.line("# HELP \(name) \(help)")
    page.line("# TYPE \(name) gauge")
  }

  private func labels(_ finding: ProbeFinding) -> String {
    "host=\"\(escaped(finding.host))\",address=\"\(finding.address)\",port=\"\(finding.port)\","
      + "transport=\"\(finding.transport.rawValue)\""
  }

  /// Label values escape backslash, quote and line end.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}
