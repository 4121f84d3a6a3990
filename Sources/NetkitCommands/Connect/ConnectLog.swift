import Arguments
import Diagnostics
import Platform
import Presentation
import Sockets
import TLS
import Wire

/// What a client shows: what came on standard output, and all else on standard error, or JSON.
///
/// A class, because events come through closures that change it.
final class ConnectLog {
  private let session: Session
  private let command: ConnectCommand
  private let start = Instant.now
  /// Whether a person watches, who is told of the connection as well.
  private let isWatched = Terminal.isTerminal(2)
  private let isTerminal = Terminal.isTerminal(1)
  private var text = UTF8Joiner()
  private var sharesTarget = false

  init(_ session: Session, _ command: ConnectCommand) {
    self.session = session
    self.command = command
  }

  private var isQuiet: Bool { command.output.isQuiet }
  private var isJSON: Bool { command.output.isJSON }

  // MARK: What came

  /// What the server sent: as it is, or harmless where a terminal shows it.
  func show(_ bytes: RawSpan) {
    if isQuiet { return }
    if isJSON || isTerminal {
      let copy = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
      show(whole: text.append(copy))
    } else {
      session.output.append(bytes)
    }
    flush()
  }

  private func show(whole bytes: [UInt8]) {
    if bytes.isEmpty { return }
    if isJSON {
      session.show(json: ConnectEventReport(data: bytes, at: .now - start))
    } else {
      session.output.append(TerminalText.escaped(bytes, newlines: .kept))
    }
  }

  private func flush() {
    // The writer keeps what fails; the program complains at its end.
    try? session.output.flush()
  }

  // MARK: Events

  func show(_ event: ConnectEvent) {
    if isQuiet { return }
    if isJSON {
      for line in ConnectEventReport.lines(for: event, at: .now - start) {
        session.show(json: line)
      }
      showCertificates(event)
      flush()
      return
    }
    switch event {
    case .resolved(let addresses, let isLocalhost):
      guard command.isVerbose else { return }
      let list = addresses.map { "\($0.scopedAddress)" }.joined(separator: ", ")
      remark("\(command.target.host) is \(list)\(isLocalhost ? " (RFC 6761)" : "")")
    case .attempted(let attempts):
      guard command.isVerbose else { return }
      for attempt in attempts { remark(describe(attempt)) }
    case .connected(let peer, let local, let after):
      guard command.isVerbose || isWatched else { return }
      remark("connected to \(peer) from \(local) in \(NumberText.duration(after))")
    case .secured(let facts, let after):
      if command.isVerbose || isWatched || command.security.showsCertificate {
        remark(describe(facts, after))
      }
    case .presented: break
    case .sending(let address, let isShared):
      sharesTarget = isShared
      if isShared {
        remark("sending to \(address), \(address.isMulticast ? "a group" : "a broadcast address")")
      }
    case .datagram(let source, let data, let after): show(data, from: source, after)
    case .roundTrip(let number, let sent, let received, let time):
      show(number, sent, received, time)
    case .notDelivered(let message):
      let sender = message.offender.map { " from \($0)" } ?? ""
      remark("not delivered: \(message)\(sender)")
    case .call(let call):
      remark("  \(call.text)\(call.result.map { " = \($0)" } ?? "")  # \(call.meaning)")
    case .ended(let ending):
      if case .truncated = ending {
        remark("the server closed without TLS's end: data may be missing")
      }
    }
    showCertificates(event)
  }

  private func remark(_ line: String) { session.remarks.append("\(line)\n") }

  private func show(_ data: [UInt8], from source: SocketAddress, _ after: Duration) {
    if sharesTarget {
      let words = TerminalText.escaped(data, limit: 1000)
      session.output.append("\(source) reply \(words) (\(NumberText.duration(after)))\n")
    } else {
      if command.isVerbose { remark("\(source) after \(NumberText.duration(after))") }
      if isTerminal {
        session.output.append(TerminalText.escaped(data, newlines: .kept))
      } else {
        session.output.append(data)
      }
      // A datagram is a message: each on a line of its own.
      if data.last != UInt8(ascii: "\n") { session.output.append("\n") }
    }
    flush()
  }

  private func show(_ number: Int, _ sent: Int, _ received: Int, _ time: Duration?) {
    guard let time else {
      remark("\(number): no answer in \(NumberText.duration(command.timeout))")
      return
    }
    remark("\(number): \(sent) B there, \(received) B back in \(NumberText.duration(time))")
  }

  private func describe(_ attempt: ConnectRace.Attempt) -> String {
    let head =
      attempt.startedAfter > .zero
      ? " (begun after \(NumberText.duration(attempt.startedAfter)))" : ""
    return switch attempt.outcome {
    case .connected(let after):
      "\(attempt.address) connected in \(NumberText.duration(after))\(head)"
    case .failed(let error, let after):
      "\(attempt.address) failed after \(NumberText.duration(after)): \(error)\(head)"
    case .abandoned(let after):
      "\(attempt.address) abandoned after \(NumberText.duration(after))\(head)"
    }
  }

  // MARK: TLS

  private func describe(_ facts: TLSFacts, _ after: Duration) -> String {
    var text = "\(facts.version) \(facts.cipher)"
    if let name = facts.applicationProtocol { text += ", ALPN \(TerminalText.escaped(name))" }
    text += ", handshake \(NumberText.duration(after))"
    switch facts.peer.verification {
    case .verified: text += ", verified"
    case .failed(let failure): text += ", NOT VERIFIED: \(failure)"
    case .notPresented: text += ", no certificate"
    }
    return text
  }

  /// The certificates, where they are asked for.
  private func showCertificates(_ event: ConnectEvent) {
    let peer: TLSPeer
    switch event {
    case .secured(let facts, _): peer = facts.peer
    case .presented(let refused): peer = refused
    default: return
    }
    guard command.security.showsCertificate else { return }
    let now = CivilTime(epochSeconds: WallClock.now / 1_000_000_000)
    let chain = CertificateReport.chain(peer, at: now)
    if isJSON {
      for (depth, certificate) in chain.enumerated() {
        session.show(
          json: CertificateEvent(t: .now - start, depth: depth, certificate: certificate))
      }
      return
    }
    var page = session.page(command.output)
    if let first = chain.first { sheet(first).write(to: &page) }
    for (depth, issuer) in chain.enumerated().dropFirst() {
      page.line("  issued by \(TerminalText.escaped(issuer.subject)) (chain \(depth))")
    }
    session.show(&page)
    flush()
  }

  private func sheet(_ certificate: CertificateReport) -> Sheet {
    func plain(_ text: String) -> StyledText { StyledText(TerminalText.escaped(text)) }
    var sheet = Sheet()
    sheet.note("Subject", plain(certificate.subject))
    sheet.note("Issuer", plain(certificate.issuer))
    sheet.note("Names", plain(certificate.names.joined(separator: ", ")))
    let left = certificate.daysLeft
    let days = NumberText.count(abs(left), "day")
    sheet.note(
      "Valid", plain("\(certificate.notBefore.prefix(10)) .. \(certificate.notAfter.prefix(10))"),
      left < 0
        ? "expired \(days) ago".styled(.red) : "\(days) left".styled(left < 15 ? .yellow : .plain))
    sheet.note("Key", plain(certificate.key), plain("signed with \(certificate.signature)"))
    sheet.note("SHA-256", plain(certificate.sha256))
    sheet.note("Pin", plain(certificate.pin))
    return sheet
  }

  // MARK: The end

  func show(_ summary: ConnectSummary) {
    if isQuiet { return }
    show(whole: text.finish())
    if isJSON {
      session.show(json: ConnectEventReport(summary, at: .now - start))
    } else if let trips = summary.roundTrips {
      var line = "\(trips.sent) sent, \(trips.received) answered"
      if trips.lost > 0 { line += ", \(trips.lost) lost" }
      if let shortest = trips.shortest, let mean = trips.mean, let longest = trips.longest,
        let median = trips.quantile(0.5), let high = trips.quantile(0.99),
        let deviation = trips.deviation
      {
        line += "\nmin \(NumberText.duration(shortest)), median \(NumberText.duration(median)), "
        line += "mean \(NumberText.duration(mean)), p99 \(NumberText.duration(high)), "
        line += "max \(NumberText.duration(longest)), deviation \(NumberText.duration(deviation))"
      }
      session.output.append(line + "\n")
    }
    flush()
  }
}
