import Addressing
import Diagnostics
import Presentation
import Wire

/// `--nmap-xml`: what readers of nmap's XML accept (nmap.dtd, xmloutputversion 1.05).
struct ProbeXML: ProbeView {
  private let session: Session
  private let start: Int64
  private var findings = HostFindings()
  private var upHosts = 0

  /// - Parameter start: the wall clock's seconds since 1970.
  init(_ session: Session, start: Int64) {
    self.session = session
    self.start = start
    var page = TextBuffer()
    page.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    page.line("<!DOCTYPE nmaprun>")
    // The DTD knows no other scanner, and wants the two levels.
    page.line("<!-- written by netkit -->")
    page.line(
      "<nmaprun scanner=\"nmap\" args=\"netkit probe\" start=\"\(start)\" "
        + "startstr=\"\(CivilTime(epochSeconds: start))\" "
        + "version=\"\(Netkit.version)\" xmloutputversion=\"1.05\">")
    page.line("<verbose level=\"0\"/><debugging level=\"0\"/>")
    session.show(&page)
  }

  mutating func show(_ finding: ProbeFinding) { findings.add(finding) }

  mutating func show(_ host: HostSummary) {
    var page = TextBuffer()
    let ports = findings.take(of: host)
    let family = host.address.address.family == 4 ? "ipv4" : "ipv6"
    let isUp = host.counts.open + host.counts.closed > 0
    page.line("<host starttime=\"\(start)\" endtime=\"\(start)\">")
    page.line(
      "<status state=\"\(isUp ? "up" : "unknown")\" reason=\"user-set\" reason_ttl=\"0\"/>")
    page.line("<address addr=\"\(host.address.address)\" addrtype=\"\(family)\"/>")
    page.write("<hostnames>")
    if "\(host.address)" != host.host {
      page.write("<hostname name=\"\(Self.escaped(host.host))\" type=\"user\"/>")
    }
    page.line("</hostnames>")
    page.write("<ports>")
    let listed = Set(ports.map(\.state))
    for reason in host.reasons where !listed.contains(reason.state) && reason.count > 0 {
      let state = Self.state(reason.state)
      page.write("<extraports state=\"\(state)\" count=\"\(reason.count)\">")
      let words = Self.reason(reason.reason, reason.icmp)
      page.write("<extrareasons reason=\"\(words)\" count=\"\(reason.count)\"/>")
      page.line("</extraports>")
    }
    for finding in ports { write(finding, to: &page) }
    page.line("</ports>")
    if let trip = host.roundTrip {
      let mean = trip.mean / .microseconds(1)
      page.line("<times srtt=\"\(Int(mean))\" rttvar=\"0\" to=\"100000\"/>")
    }
    page.line("</host>")
    if isUp { upHosts += 1 }
    session.show(&page)
  }

  private func write(_ finding: ProbeFinding, to page: inout TextBuffer) {
    page.write(
      "<port protocol=\"\(finding.transport.rawValue)\" portid=\"\(finding.port)\">"
        + "<state state=\"\(Self.state(finding.state))\" "
        + "reason=\"\(Self.reason(finding.reason, finding.icmp))\" reason_ttl=\"0\"")
    if let from = finding.icmp?.from { page.write(" reason_ip=\"\(from)\"") }
    page.write("/>")
    if let service = finding.service {
      page.write(
        "<service name=\"\(Self.escaped(service))\" method=\"table\" conf=\"3\"/>")
    }
    if let text = finding.banner ?? finding.reply {
      page.write("<script id=\"banner\" output=\"\(Self.escaped(TerminalText.escaped(text)))\"/>")
    }
    page.line("</port>")
  }

  func finish(_ summary: ProbeSummary) {
    let (seconds, _) = summary.elapsed.components
    let elapsed = summary.elapsed.decimal(inUnitsOf: .seconds(1))
    var page = TextBuffer()
    page.line(
      "<runstats><finished time=\"\(start + seconds)\" "
        + "timestr=\"\(CivilTime(epochSeconds: start + seconds))\" elapsed=\"\(elapsed)\" "
        + "summary=\"\(NumberText.count(summary.hosts, "host")) scanned in \(elapsed) seconds\" "
        + "exit=\"\(summary.isInterrupted ? "error" : "success")\"/>"
        + "<hosts up=\"\(upHosts)\" down=\"\(summary.hosts - upHosts)\" "
        + "total=\"\(summary.hosts)\"/></runstats>")
    page.line("</nmaprun>")
    session.show(&page)
  }

  /// nmap has no word for unreachable and none for an error of its own.
  private static func state(_ state: PortState) -> String {
    switch state {
    case .open, .closed, .filtered: state.rawValue
    case .openOrFiltered: "open|filtered"
    case .unreachable: "filtered"
    case .error: "unknown"
    }
  }

  /// As nmap's portreasons.cc spells them.
  private static func reason(_ reason: ProbeReason, _ icmp: ICMPFact?) -> String {
    switch reason {
    case .handshake: "syn-ack"
    case .reset: "conn-refused"
    case .silence, .oneWay: "no-response"
    case .icmp: icmp.map { unreachable($0.name) } ?? "unreach"
    case .noRoute: "net-unreach"
    case .noNeighbour: "host-unreach"
    case .local: "unknown"
    case .udpReply: "udp-response"
    case .ourselves: "localhost-response"
    }
  }

  private static func unreachable(_ name: String) -> String {
    switch name {
    case "port-unreachable": "port-unreach"
    case "host-unreachable": "host-unreach"
    case "net-unreachable": "net-unreach"
    case "protocol-unreachable": "proto-unreach"
    case "address-unreachable": "addr-unreach"
    default: name
    }
  }

  /// XML 1.0 §2.2 has no control characters at all; they come as U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += "\u{FFFD}"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
