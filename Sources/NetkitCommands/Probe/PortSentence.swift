import Diagnostics
import Presentation

/// One port in a sentence: what it is, why, how long it took, and what that means.
struct PortSentence {
  private let finding: ProbeFinding

  init(_ finding: ProbeFinding) { self.finding = finding }

  func write(to page: inout TextBuffer) {
    var line = TerminalText.escaped(finding.host).styled(.bold)
    if "\(finding.address)" != finding.host { line.append(" (\(finding.address))") }
    line.append(" \(finding.port)/\(finding.transport.rawValue)")
    if let service = finding.service { line.append(" \(service)") }
    line.append(": ")
    line.append(finding.state.words, finding.state.style)
    line.append(explanation)
    if let latency = finding.latency {
      // Beside the wall clock of many probes, what the kernel measured shows our own delay.
      let kernel = finding.round == nil ? nil : finding.kernelRTT
      let part = kernel.map { ", kernel \(NumberText.duration($0))" } ?? ""
      line.append(" (\(NumberText.duration(latency))\(part))", .dim)
    }
    if let was = finding.was { line.append(", was \(was.words)") }
    page.paragraph(line, hanging: 2)
    if let banner = finding.banner {
      page.line("  \(TerminalText.escaped(banner.firstLine))")
    }
    if let tls = finding.tls {
      page.paragraph(StyledText("TLS  ", .dim) + StyledText(tls.words), indent: 2, hanging: 5)
    }
    if let http = finding.http {
      page.paragraph(StyledText("HTTP ", .dim) + StyledText(http.words), indent: 2, hanging: 5)
    }
  }

  private var explanation: String {
    switch finding.reason {
    case .handshake: return ""
    case .reset: return ", reset: the host is up and nothing listens on \(finding.port)"
    case .silence where finding.transport == .udp:
      return ", no answer to \(NumberText.count(finding.tries, "request")): services may be silent"
    case .silence:
      return ", no answer to \(NumberText.count(finding.tries, "try", plural: "tries"))"
    case .icmp: return icmp
    case .noRoute: return ", no route leads there"
    case .noNeighbour: return ", nobody has that address on this network"
    case .local: return ", this system refuses: \(finding.errno ?? "unknown")"
    case .udpReply: return finding.reply.map { ", \(TerminalText.escaped($0))" } ?? ", it answers"
    case .oneWay: return ", a one-way service never answers"
    case .ourselves: return ", the probe met its own socket: nothing else listens there"
    }
  }

  private var icmp: String {
    guard let icmp = finding.icmp else { return ", by ICMP" }
    let sender = icmp.from.map { "\($0)" }
    if finding.state == .closed { return ", the host says so: ICMP \(icmp.name)" }
    let says = ", ICMP \(icmp.name)" + (sender.map { " from \($0)" } ?? "")
    guard let sender, sender != "\(finding.address)" else { return says }
    return says + ": the packet got no further than that"
  }
}

extension TLSFinding {
  /// `TLSv1.3 TLS_AES_256_GCM_SHA384, h2, for example.lan, until 2027-01-01, verified`
  var words: String {
    var parts: [String] = []
    if let version { parts.append([version, cipher].compactMap { $0 }.joined(separator: " ")) }
    if let protocolName { parts.append(protocolName) }
    if let names, !names.isEmpty { parts.append("for \(names.joined(separator: " "))") }
    if let issuer { parts.append("issued by \(issuer)") }
    if let notBefore, let notAfter { parts.append("from \(notBefore) to \(notAfter)") }
    parts.append(isVerified ? "verified" : problem ?? "not verified")
    return TerminalText.escaped(parts.joined(separator: ", "))
  }
}

extension HTTPFinding {
  var words: String {
    guard let status else { return TerminalText.escaped(problem ?? "no answer") }
    var text = "\(status)"
    if let reason { text += " \(reason)" }
    if let server { text += ", \(server)" }
    if let location { text += ", to \(location)" }
    return TerminalText.escaped(text)
  }
}
