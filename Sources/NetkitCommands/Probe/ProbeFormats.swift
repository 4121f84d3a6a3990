import Diagnostics
import Presentation

/// `--csv`: a row for each listed port.
struct ProbeCSV: ProbeView {
  private let session: Session
  private let csv = CSV(lineEnd: .lf)

  init(_ session: Session) {
    self.session = session
    write([
      "host", "address", "family", "port", "transport", "service", "state", "reason", "icmp_type",
      "icmp_code", "icmp_from", "errno", "latency_ms", "tries",
    ])
  }

  func show(_ finding: ProbeFinding) {
    write([
      finding.host, "\(finding.address)", "\(finding.family)", "\(finding.port)",
      finding.transport.rawValue, finding.service ?? "", finding.state.rawValue,
      finding.reason.rawValue, finding.icmp.map { "\($0.type)" } ?? "",
      finding.icmp.map { "\($0.code)" } ?? "",
      finding.icmp?.from.map { "\($0)" } ?? "", finding.errno ?? "",
      finding.latency.map { "\($0.inMilliseconds)" } ?? "", "\(finding.tries)",
    ])
  }

  private func write(_ fields: [String]) {
    var page = TextBuffer()
    csv.row(fields.map { TerminalText.escaped($0) }, to: &page)
    session.show(&page)
  }

  func show(_ host: HostSummary) {}
  func finish(_ summary: ProbeSummary) {}
}

/// `--grepable`: a line for each host, in the form that nmap's -oG made known.
struct ProbeGrepable: ProbeView {
  private let session: Session
  private var ports: [String] = []

  init(_ session: Session) { self.session = session }

  mutating func show(_ finding: ProbeFinding) {
    let state = finding.state == .openOrFiltered ? "open|filtered" : finding.state.rawValue
    let service = finding.service ?? ""
    ports.append("\(finding.port)/\(state)/\(finding.transport.rawValue)//\(service)///")
  }

  mutating func show(_ host: HostSummary) {
    let name = "\(host.address)" == host.host ? "" : TerminalText.escaped(host.host)
    var line = "Host: \(host.address) (\(name))\tPorts: \(ports.joined(separator: ", "))"
    if let most = host.reasons.first(where: { $0.state != .open }) {
      line += "\tIgnored State: \(most.state.rawValue) (\(host.counts[most.state]))"
    }
    ports = []
    var page = TextBuffer()
    page.line(line)
    session.show(&page)
  }

  func finish(_ summary: ProbeSummary) {
    var page = TextBuffer()
    page.line("# \(summary.hosts) hosts, \(summary.hostsWithOpenPorts) with open ports")
    session.show(&page)
  }
}

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
        "netkit_probe_latency_seconds{\(labels(finding))} \(latency.inMilliseconds / 1000)")
    }
    head("netkit_probe_ports", "Ports of the host in each state.", to: &page)
    for host in hosts {
      for state in PortState.allCases where host.counts[state] > 0 {
        let labels =
          "host=\"\(escaped(host.host))\",transport=\"\(host.transport.rawValue)\""
          + ",state=\"\(state.rawValue)\""
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

extension Duration {
  /// With three decimals: a nanosecond is noise.
  var inMilliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1000 + (Double(attoseconds) / 1e12).rounded() / 1000
  }
}
